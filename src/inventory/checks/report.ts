import { count, numeral } from '../count.ts'
import type { Severity } from '../finding.ts'
import type { Inventory } from '../model.ts'
import { visible } from '../visible.ts'
import type { ConfigurationFinding } from './configuration-finding.ts'

/** How many findings of one kind people read before they only want to know how many more there are. */
const MOST_SHOWN = 20

/** How a report is shown. */
export interface Shown {
  /** Every finding, also where there are many of one kind. */
  readonly all: boolean
  /** A finding as whole lines, without what to do about it. */
  readonly print: (finding: ConfigurationFinding) => string
}

/** Findings for people: by kind, errors first, what to do under each kind, and a summary. */
export function reportOf(
  findings: readonly ConfigurationFinding[],
  inventory: Inventory,
  { all, print }: Shown,
): string {
  const most = all ? Number.POSITIVE_INFINITY : MOST_SHOWN
  const kinds = kindsOf(findings).map((kind) => kindSaid(kind, print, most))
  return `${kinds.join('')}${summaryOf(findings, inventory)}\n`
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note']

/** The findings of each code, errors first; those of one severity by the place of the first of each code. */
export function kindsOf(findings: readonly ConfigurationFinding[]): ConfigurationFinding[][] {
  const kinds = Map.groupBy(findings, ({ code, severity, refused }) => `${severity} ${code} ${refused}`)
  return SEVERITIES.flatMap((severity) =>
    [...kinds.values()].filter(([first]) => first?.severity === severity),
  )
}

/** `3 errors, 12 warnings in 4 files, 8,412 hosts`. */
export function summaryOf(
  findings: readonly ConfigurationFinding[],
  { configuration, hosts }: Pick<Inventory, 'configuration' | 'hosts'>,
): string {
  const found = SEVERITIES.flatMap((severity) => {
    const { length } = findings.filter((finding) => finding.severity === severity)
    return length > 0 ? [count(length, severity)] : []
  })
  const read = `${count(configuration.files.length, 'file')}, ${count(hosts.length, 'host')}`
  return `${found.length === 0 ? 'Nothing found' : found.join(', ')} in ${read}`
}

/** `dhcpd.conf:12:3: `, before what was found there. */
export function placeSaid({ path, line, column }: ConfigurationFinding): string {
  return visible(`${path}:${line}:${column}: `)
}

function kindSaid(
  kind: readonly ConfigurationFinding[],
  print: (finding: ConfigurationFinding) => string,
  most: number,
): string {
  const shown = kind.slice(0, most).map(print).join('')
  const left = kind.length - most
  const more = left > 0 ? `  … and ${numeral(left)} more of this kind; --all shows them\n` : ''
  return `${shown}${more}  ${visible(kind[0]?.advice ?? '')}\n\n`
}
