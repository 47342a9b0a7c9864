import type { KnownBlock } from '@slack/types'
import { decodeText } from '../../dhcpd/source.ts'
import { tenureLine } from '../../dhcpd/tenure.ts'
import { count } from '../../inventory/count.ts'
import type { Found } from '../../inventory/find.ts'
import type { Host, Lease } from '../../inventory/model.ts'
import { ACTIONS } from '../ids.ts'
import { button } from './button.ts'
import { leaseText } from './lease-text.ts'
import type { Message } from './message.ts'
import { cautionBlocks, code, escapeMrkdwn, paragraph, smallPrint } from './text.ts'

/** Hosts in one message: each has a row of buttons. */
export const MOST_HOSTS = 10
const MOST_LEASES = 5

/** A host that was found, with what its device holds and what its buttons carry. */
export interface FoundHost {
  readonly host: Host
  readonly lease: Lease | undefined
  readonly id: string
}

/**
 * What a search found, to the person alone.
 * @param shown the first hosts
 * @param caution what to know about the facts: that they are not fresh, or not the same everywhere; already escaped.
 */
export function foundMessage(
  text: string,
  server: string,
  found: Found,
  shown: readonly FoundHost[],
  caution: string,
): Message {
  const { hosts, leases } = found
  const title = titleOf(escapeMrkdwn(text), server, hosts.length, leases.length)
  return {
    text: title,
    blocks: [
      paragraph(title),
      ...cautionBlocks(caution),
      ...shown.flatMap(foundBlocks),
      ...leases.slice(0, MOST_LEASES).map(leaseBlock),
      ...more(hosts.length - shown.length, 'host'),
      ...more(leases.length - MOST_LEASES, 'lease'),
    ],
  }
}

function titleOf(text: string, server: string, hosts: number, leases: number): string {
  const counts = [hosts > 0 ? count(hosts, 'host') : '', leases > 0 ? count(leases, 'lease') : '']
  const found = counts.filter(Boolean).join(' and ')
  if (found === '') {
    return `Nothing on ${server} matches “${text}”. A part of a name, MAC address, IP address or comment will do.`
  }
  return `*${found}* on ${server} matching “${text}”`
}

function foundBlocks({ host, lease, id }: FoundHost): KnownBlock[] {
  return [
    hostBlock(host),
    ...(lease ? [smallPrint(leaseText(lease))] : []),
    {
      type: 'actions',
      elements: [
        button(ACTIONS.changeFound, id, 'Change…'),
        button(ACTIONS.removeFound, id, 'Remove…'),
        button(ACTIONS.tellHistory, id, 'History'),
      ],
    },
  ]
}

/** What a host says, and where it stands. */
export function hostBlock(host: Host): KnownBlock {
  const addresses = [...host.addresses, ...host.addresses6].join(', ') || 'no fixed address'
  const hardware = host.hardware?.address ?? 'no MAC address'
  const place = `${host.place.path}, line ${host.place.line}`
  const scopes = host.scopes.map((scope) => scope.label).join(' › ')
  const whose = host.tenure && tenureLine(host.tenure)
  const facts = [place, scopes, whose, host.comment].filter(Boolean).join(' · ')
  return paragraph(
    `*${escapeMrkdwn(host.name)}*  ${code(addresses)}  ${code(hardware)}\n${escapeMrkdwn(decodeText(facts))}`,
  )
}

function leaseBlock(lease: Lease): KnownBlock {
  const device = code(lease.mac ?? 'unknown device')
  const name = lease.hostname ? ` *${escapeMrkdwn(lease.hostname)}*` : ''
  return paragraph(`Lease  ${code(lease.address)}  ${device}${name}\n${escapeMrkdwn(lease.state)}`)
}

function more(rest: number, word: string): KnownBlock[] {
  return rest > 0
    ? [smallPrint(`${count(rest, `more ${word}`)}: search for more of the name or address.`)]
    : []
}
