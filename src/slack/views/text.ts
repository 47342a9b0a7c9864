import type {
  ContextBlock,
  HeaderBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextText,
  SectionBlock,
} from '@slack/types'
import { decodeText } from '../../dhcpd/source.ts'
import type { Finding } from '../../inventory/finding.ts'
import type { Person } from '../../request/person.ts'

/** Text that Slack shows as it is. `limit` counts code points, as Slack does. */
export function plain(text: string, limit = 3_000): PlainTextElement {
  return { type: 'plain_text', text: truncate(text, limit), emoji: false }
}

/**
 * Makes text of people, files and dhcpd harmless inside mrkdwn: no mention, link, bold or code comes out of it. A
 * mark is followed by a zero-width space, so it stays readable; no valid host name, MAC or address holds one. Italics
 * and emoji are let through: a host name may hold `_`, a MAC address `:`.
 */
export function escapeMrkdwn(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped.replaceAll(/[*~`]/g, '$&\u200b')
}

/** Text of files and devices, monospaced; a backtick inside would end it. */
export function code(text: string): string {
  return `\`${escapeMrkdwn(text.replaceAll('`', '´'))}\``
}

/** Cuts text to a number of code points, with an ellipsis that says so. */
export function truncate(text: string, limit: number): string {
  const points = [...text]
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`
}

export function mention(person: Person): string {
  return `<@${person.user}>`
}

/** A person or a user group, by id, as a mention. */
export function ownerText(id: string): string {
  return id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`
}

/** An instant in the reader's own time zone; the fallback is for clients that cannot. */
export function time(at: string): string {
  const seconds = Math.floor(Date.parse(at) / 1_000)
  return `<!date^${seconds}^{date_short_pretty} at {time}|${at.slice(0, 16).replace('T', ' ')} UTC>`
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, 150) }
}

/** Slack's markup, written by us; `verbatim`, so that host names are not made into links. */
export function markdown(mrkdwn: string, limit = 3_000): MrkdwnElement {
  return { type: 'mrkdwn', text: truncate(mrkdwn, limit), verbatim: true }
}

/** A paragraph of mrkdwn that we wrote; whatever in it is not ours must be escaped by the caller. */
export function paragraph(mrkdwn: string): SectionBlock {
  return { type: 'section', text: markdown(mrkdwn) }
}

/** Small print of mrkdwn that we wrote. */
export function smallPrint(mrkdwn: string): ContextBlock {
  return { type: 'context', elements: [markdown(mrkdwn)] }
}

/** What to know about the facts of an answer, escaped; no block where that is nothing. */
export function cautionBlocks(caution: string): ContextBlock[] {
  return caution === '' ? [] : [smallPrint(caution)]
}

/** Bytes of a file as they are, in a monospaced box. */
export function codeBlock(bytes: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [words(decodeText(bytes))] }],
  }
}

/** A title in bold and what a person wrote, as a quotation. */
export function quotation(title: string, text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [{ type: 'text', text: title, style: { bold: true } }] },
      { type: 'rich_text_quote', elements: [words(truncate(text, 2_500))] },
    ],
  }
}

/** Text of a rich text element; Slack refuses one that is empty. */
function words(text: string): RichTextText {
  return { type: 'text', text: text === '' ? ' ' : text }
}

/** Findings as a list: severity in words, message, advice. Gives no block where there is nothing to say. */
export function findingList(findings: readonly Finding[]): RichTextBlock[] {
  if (findings.length === 0) return []
  const items = findings.map((finding) => ({
    type: 'rich_text_section' as const,
    elements: findingElements(finding),
  }))
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: items }] }]
}

/** Findings mark what was typed with backticks, as a terminal would; Slack shows those as they are. */
export function forPeople(text: string): string {
  return text.replaceAll(/`([^`]*)`/g, '“$1”')
}

const SEVERITIES = { error: 'Error', warning: 'Warning', note: 'Note' } as const

function findingElements({ severity, message, advice }: Finding): RichTextElement[] {
  return [
    { type: 'text', text: `${SEVERITIES[severity]}: `, style: { bold: true } },
    { type: 'text', text: forPeople(`${message} ${advice}`) },
  ]
}
