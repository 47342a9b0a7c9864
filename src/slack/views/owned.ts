import type { KnownBlock } from '@slack/types'
import { groupOf } from '../../request/owner.ts'
import type { OwnedHost, OwnedHosts } from '../../usecases/hosts-of.ts'
import type { Message } from './message.ts'
import { escapeMrkdwn, ownerText, paragraph, smallPrint } from './text.ts'

/** A section holds 3,000 characters, and a host takes some 100 at the most. */
const HOSTS_A_BLOCK = 20
/** More would be a list that nobody reads. */
const MOST_HOSTS = 200

/** The answer to `/dhcp mine`. */
export function ownedMessage({ hosts, unknown }: OwnedHosts): Message {
  const title =
    hosts.length === 0
      ? 'No host is registered as yours.'
      : `*${hosts.length === 1 ? '1 host is' : `${hosts.length} hosts are`} yours*`
  return {
    text: title,
    blocks: [
      paragraph(title),
      ...listed(hosts.slice(0, MOST_HOSTS)),
      ...further(hosts.length - MOST_HOSTS),
      ...leftOut(unknown),
    ],
  }
}

function listed(hosts: readonly OwnedHost[]): KnownBlock[] {
  const count = Math.ceil(hosts.length / HOSTS_A_BLOCK)
  return Array.from({ length: count }, (_, index) =>
    paragraph(
      hosts
        .slice(index * HOSTS_A_BLOCK, (index + 1) * HOSTS_A_BLOCK)
        .map(lineOf)
        .join('\n'),
    ),
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
