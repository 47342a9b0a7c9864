import { addressNumber } from '../../inventory/address.ts'
import { checkConfiguration } from '../../inventory/checks/check-configuration.ts'
import { reportOf } from '../../inventory/checks/report.ts'
import type { Inventory } from '../../inventory/model.ts'
import { visible } from '../local/terminal.ts'
import { type Desk, DONE, REFUSED, type ReadOptions } from './desk.ts'
import { jsonLines } from './lines.ts'
import { askForNames } from './resolver.ts'
import { findingObject, findingPrinter } from './show-finding.ts'
import { withVerdict } from './with-inventory.ts'

/** What `leasehold check` is asked for beyond what all reading commands are. */
export interface Asked {
  /** Whether to look up the names among the fixed addresses. */
  readonly dns: boolean
  /** Whether to say what Kea would not take over. */
  readonly kea: boolean
  /** Whether to show every finding of a kind, however many there are. */
  readonly all: boolean
}

/** Node looks up four names at a time: more would only wait for one another. */
const AT_A_TIME = 4
/**
 * How long the names may take in all: less than the system takes to give a name up (two tries of five seconds), so that
 * where nobody answers no second round begins, which could not be called off.
 */
const SECONDS = 8

/**
 * `leasehold check FILE`: everything that dhcpd would refuse and that the rules of docs/CHECKS.md find.
 * @returns the exit code: 0 no errors, 1 errors, 2 a file cannot be read.
 */
export function check(options: ReadOptions & Asked, desk: Desk): Promise<number> {
  const { terminal } = desk
  const { dns, kea, all } = options
  return withVerdict(options, desk, async (inventory, { refusals, idleWords }) => {
    const unresolvable = dns ? await unresolvableIn(inventory, desk) : undefined
    const findings = checkConfiguration(inventory, refusals, { unresolvable, idleWords, kea })
    terminal.out(
      options.json
        ? jsonLines(findings.map(findingObject))
        : reportOf(findings, inventory, { all, print: findingPrinter(inventory, terminal.color) }),
    )
    return findings.some(({ severity }) => severity === 'error') ? REFUSED : DONE
  })
}

/** The names among the fixed addresses that do not resolve; says of which ones nobody knows. */
async function unresolvableIn(
  inventory: Inventory,
  { resolver, terminal }: Desk,
): Promise<ReadonlySet<string>> {
  const patience = { atATime: AT_A_TIME, deadline: AbortSignal.timeout(SECONDS * 1_000) }
  const { unresolvable, unanswered } = await askForNames(namesIn(inventory), resolver, patience)
  if (unanswered.size > 0) terminal.err(unansweredSaid([...unanswered]))
  return unresolvable
}

const MOST_NAMED = 5

function unansweredSaid(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''
  const named = `${names.slice(0, MOST_NAMED).join(', ')}${more}`
  return `No resolver answered in time for ${visible(named)}: nothing is said of these names.
  See whether the resolver in /etc/resolv.conf can be reached, or leave --dns out.
`
}

function namesIn({ hosts }: Inventory): string[] {
  const names = hosts.flatMap(({ addresses }) =>
    addresses.filter((text) => addressNumber(text) === undefined),
  )
  return [...new Set(names)]
}
