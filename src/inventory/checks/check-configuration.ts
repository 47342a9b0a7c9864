import type { IdleWord } from '../../dhcpd/grammar/world.ts'
import type { Inventory, Problem } from '../model.ts'
import {
  type ConfigurationFinding,
  findingAt,
  findingOfProblem,
  type Report,
} from './configuration-finding.ts'
import { reviewAddresses } from './review-addresses.ts'
import { reviewHardware } from './review-hardware.ts'
import { reviewIdleWords } from './review-idle-words.ts'
import { reviewKea } from './review-kea.ts'
import { reviewLeases } from './review-leases.ts'
import { reviewNames } from './review-names.ts'
import { reviewNetworks } from './review-networks.ts'
import { reviewTwins } from './review-twins.ts'

/** What the inventory does not tell. */
export interface Extras {
  /** The DNS names among the fixed addresses that do not resolve; undefined where nobody asked. */
  readonly unresolvable: ReadonlySet<string> | undefined
  /** The words that dhcpd passes over. */
  readonly idleWords?: readonly IdleWord[]
  /** Whether to say what Kea would not take over. */
  readonly kea?: boolean
}

/**
 * Reviews a whole configuration by the rules of docs/CHECKS.md, in time that grows with the file and no faster.
 * @param problems what dhcpd would refuse
 * @returns the findings in the order of the files, of their lines and columns.
 */
export function checkConfiguration(
  inventory: Inventory,
  problems: readonly Problem[],
  { unresolvable, idleWords = [], kea = false }: Extras,
): readonly ConfigurationFinding[] {
  const findings = problems.map(findingOfProblem)
  const report: Report = (code, place, message) => findings.push(findingAt(code, place, message))
  reviewNames(inventory, report)
  reviewIdleWords(idleWords, report)
  reviewHardware(inventory, problems, report)
  reviewTwins(inventory, report)
  reviewAddresses(inventory, unresolvable, report)
  reviewNetworks(inventory, report)
  reviewLeases(inventory, report)
  if (kea) reviewKea(inventory, report)
  return inOrderOfFiles(findings, inventory)
}

function inOrderOfFiles(
  findings: readonly ConfigurationFinding[],
  { configuration }: Inventory,
): ConfigurationFinding[] {
  const order = new Map(configuration.files.map(({ path }, index) => [path, index]))
  const rank = ({ path }: ConfigurationFinding) => order.get(path) ?? order.size
  return findings.toSorted((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column)
}
