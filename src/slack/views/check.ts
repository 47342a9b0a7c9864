import type { ConfigurationFinding } from '../../inventory/checks/configuration-finding.ts'
import { kindsOf, placeSaid, reportOf, summaryOf } from '../../inventory/checks/report.ts'
import { numeral } from '../../inventory/count.ts'
import type { Inventory } from '../../inventory/model.ts'
import { visible } from '../../inventory/visible.ts'
import { fitting, lineBlocks } from './lines.ts'
import type { Message } from './message.ts'
import { code, escapeMrkdwn, forPeople, paragraph, smallPrint, truncate } from './text.ts'

/** Places of each kind of finding that the message names. */
const MOST_PLACES = 3
const LONGEST_MESSAGE = 300

const SEVERITIES = { error: 'Error', warning: 'Warning', note: 'Note' } as const

/** The findings of a configuration as far as they fit into a message. */
export interface ShownCheck {
  /** One paragraph for each kind, the most severe first. */
  readonly kinds: readonly string[]
  /** Whether something is left out. */
  readonly isCut: boolean
}

export function shownCheck(findings: readonly ConfigurationFinding[]): ShownCheck {
  const kinds = kindsOf(findings)
  const shown = fitting(kinds.map(kindText))
  const isShort = ({ message }: ConfigurationFinding) => [...message].length <= LONGEST_MESSAGE
  const isWhole = kinds.every((kind) => kind.length <= MOST_PLACES && kind.every(isShort))
  return { kinds: shown, isCut: shown.length < kinds.length || !isWhole }
}

/**
 * The answer to `/dhcp check`.
 * @param report where the whole report is; empty where nothing is left out
 */
export function checkMessage(
  server: string,
  findings: readonly ConfigurationFinding[],
  inventory: Inventory,
  { kinds }: ShownCheck,
  report: string,
  caution: string,
): Message {
  const title = `*${summaryOf(findings, inventory)}* on ${escapeMrkdwn(server)}`
  const small = [caution, escapeMrkdwn(report)].filter((text) => text !== '')
  return { text: title, blocks: [paragraph(title), ...small.map(smallPrint), ...lineBlocks(kinds)] }
}

/**
 * Every finding with its place and what to do, as a text file. The lines of the files themselves are left out, which the
 * command line shows: a secret may stand in them, and whoever is in the workspace may ask for this.
 */
export function wholeReport(findings: readonly ConfigurationFinding[], inventory: Inventory): string {
  const print = (finding: ConfigurationFinding) =>
    `${placeSaid(finding)}${finding.severity}: ${visible(finding.message)} [${finding.code}]\n`
  return reportOf(findings, inventory, { all: true, print })
}

function kindText(kind: readonly ConfigurationFinding[]): string {
  const [first] = kind
  if (!first) return ''
  const { severity, code: name, advice } = first
  const number = kind.length === 1 ? '' : ` (${numeral(kind.length)})`
  const places = kind.slice(0, MOST_PLACES).map(placeText)
  const more = kind.length - MOST_PLACES
  const others = more > 0 ? [`• and ${numeral(more)} more`] : []
  return [
    `*${SEVERITIES[severity]}*  ${code(name)}${number}`,
    ...places,
    ...others,
    `→ ${escapeMrkdwn(forPeople(advice))}`,
  ].join('\n')
}

function placeText({ path, line, message }: ConfigurationFinding): string {
  const said = truncate(forPeople(visible(message)), LONGEST_MESSAGE)
  return `• ${escapeMrkdwn(visible(path))}, line ${line}: ${escapeMrkdwn(said)}`
}
