import type { KnownBlock } from '@slack/types'
import { groupOf } from '../../request/owner.ts'
import type { OwnedHost, OwnedHosts } from '../../usecases/hosts-of.ts'
import { fitting, lineBlocks } from './lines.ts'
import type { Message } from './message.ts'
import { escapeMrkdwn, ownerText, paragraph, smallPrint } from './text.ts'

/** The answer to `/dhcp mine`. */
export function ownedMessage({ hosts, unknown }: OwnedHosts): Message {
  const shown = fitting(hosts.map(lineOf))
  const title =
    hosts.length === 0
      ? 'No host is registered as yours.'
      : `*${hosts.length === 1 ? '1 host is' : `${hosts.length} hosts are`} yours*`
  return {
    text: title,
    blocks: [
      paragraph(title),
      ...lineBlocks(shown),
      ...further(hosts.length - shown.length),
      ...leftOut(unknown),
    ],
  }
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
