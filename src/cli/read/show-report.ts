import type { ConfigurationFinding } from '../../inventory/checks/configuration-finding.ts'
import type { Severity } from '../../inventory/finding.ts'
import type { Inventory } from '../../inventory/model.ts'
import { visible } from '../local/terminal.ts'
import { findingPrinter } from './show-finding.ts'

/** How many findings of one kind people read before they only want to know how many more there are. */
const MOST_SHOWN = 20

/** How a report is shown. */
export interface Shown {
  /** Every finding, also where there are many of one kind. */
  readonly all: boolean
  readonly color: boolean
}

/** Findings for people: by kind, errors first, each with its line, what to do under each kind, and a summary. */
export function reportOf(
  findings: readonly ConfigurationFinding[],
  inventory: Inventory,
  { all, color }: Shown,
): string {
  const print = findingPrinter(inventory, color)
  const most = all ? Number.POSITIVE_INFINITY : MOST_SHOWN
  return [...kindsOf(findings).map((kind) => kindOf(kind, print, most)), summary(findings, inventory)].join(
    '',
  )
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note']

/** The findings of each code, errors first; those of one severity by the place of the first of each code. */
function kindsOf(findings: readonly ConfigurationFinding[]): ConfigurationFinding[][] {
  const kinds = Map.groupBy(findings, ({ code, severity, refused }) => `${severity} ${code} ${refused}`)
  return SEVERITIES.flatMap((severity) =>
    [...kinds.values()].filter(([first]) => first?.severity === severity),
  )
}

function kindOf(
  kind: readonly ConfigurationFinding[],
  print: (finding: ConfigurationFinding) => string,
  most: number,
): string {
  const shown = kind.slice(0, most).map(print).join('')
  const left = kind.length - most
  const more = left > 0 ? `  … and ${numeral(left)} more of this kind; --all shows them\n` : ''
  return `${shown}${more}  ${visible(kind[0]?.advice ?? '')}\n\n`
}

/** `3 errors, 12 warnings in 4 files, 8,412 hosts`. */
function summary(
  findings: readonly ConfigurationFinding[],
  { configuration, hosts }: Pick<Inventory, 'configuration' | 'hosts'>,
): string {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  }))
  const found = counts.filter(({ count }) => count > 0).map(({ count, severity }) => counted(count, severity))
  const read = `${counted(configuration.files.length, 'file')}, ${counted(hosts.length, 'host')}`
  return `${found.length === 0 ? 'Nothing found' : found.join(', ')} in ${read}\n`
}

function counted(count: number, word: string): string {
  return `${numeral(count)} ${word}${count === 1 ? '' : 's'}`
}

function numeral(count: number): string {
  // `toLocaleString` takes 30 ms for its first number.
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
