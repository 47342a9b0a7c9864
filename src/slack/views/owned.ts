import type { KnownBlock } from '@slack/types'
import { groupOf } from '../../request/owner.ts'
import type { OwnedHost, OwnedHosts } from '../../usecases/hosts-of.ts'
import type { Message } from './message.ts'
import { escapeMrkdwn, ownerText, paragraph, smallPrint } from './text.ts'

/** A section holds 3,000 characters. */
const HOSTS_A_BLOCK = 10
/** What a message holds in all, with room for what stands round it: see the cards. */
const MOST_CHARACTERS = 10_000

/** The answer to `/dhcp mine`. */
export function ownedMessage({ hosts, unknown }: OwnedHosts): Message {
  const shown = thatFit(hosts.map(lineOf))
  const title =
    hosts.length === 0
      ? 'No host is registered as yours.'
      : `*${hosts.length === 1 ? '1 host is' : `${hosts.length} hosts are`} yours*`
  return {
    text: title,
    blocks: [
      paragraph(title),
      ...blocksOf(shown),
      ...further(hosts.length - shown.length),
      ...leftOut(unknown),
    ],
  }
}

/** The first lines that fit into a message together. */
function thatFit(lines: readonly string[]): readonly string[] {
  let length = 0
  const end = lines.findIndex((line) => {
    length += JSON.stringify(line).length
    return length > MOST_CHARACTERS
  })
  return end === -1 ? lines : lines.slice(0, end)
}

function blocksOf(lines: readonly string[]): KnownBlock[] {
  const count = Math.ceil(lines.length / HOSTS_A_BLOCK)
  return Array.from({ length: count }, (_, index) =>
    paragraph(lines.slice(index * HOSTS_A_BLOCK, (index + 1) * HOSTS_A_BLOCK).join('\n')),
  )
}

function lineOf({ server, name, addresses, owner, end }: OwnedHost): string {
  const parts = [escapeMrkdwn(server), `*${escapeMrkdwn(name)}*`, addresses.map(escapeMrkdwn).join(', ')]
  const until = end === undefined ? '' : `until ${end}`
  const whose = groupOf(owner) ? `of ${ownerText(owner.id)}` : ''
  return `• ${[...parts, until, whose].filter(Boolean).join(' · ')}`
}

function further(count: number): KnownBlock[] {
  return count > 0 ? [smallPrint(`And ${count} more: \`leasehold mine\` at the command line lists all.`)] : []
}

function leftOut(unknown: readonly string[]): KnownBlock[] {
  if (unknown.length === 0) return []
  const groups = unknown.map(ownerText).join(', ')
  return [smallPrint(`Slack did not say who belongs to ${groups}: what these groups own is left out.`)]
}
