import type { KnownBlock } from '@slack/types'
import { decodeText } from '../../dhcpd/source.ts'
import type { Found } from '../../inventory/find.ts'
import type { Host, Lease } from '../../inventory/model.ts'
import type { Message } from './card.ts'
import { escapeMrkdwn, paragraph, smallPrint } from './text.ts'

const MOST_HOSTS = 10
const MOST_LEASES = 5

/**
 * What a search found, to the person alone.
 * @param caution what to know about the facts when they are not fresh, already escaped.
 */
export function foundMessage(
  text: string,
  server: string,
  found: Found,
  caution: string | undefined,
): Message {
  const { hosts, leases } = found
  const title = `${count(hosts.length, 'host')} and ${count(leases.length, 'lease')} on ${server} match “${escapeMrkdwn(text)}”`
  const nothing = hosts.length + leases.length === 0
  const shown = [
    ...hosts.slice(0, MOST_HOSTS).flatMap(hostBlocks),
    ...leases.slice(0, MOST_LEASES).map(leaseBlock),
  ]
  return {
    text: title,
    blocks: [
      paragraph(
        `*${title}.*${nothing ? ' A part of a name, MAC address, IP address or comment will do.' : ''}`,
      ),
      ...(caution ? [smallPrint(caution)] : []),
      ...shown,
      ...more(hosts.length - MOST_HOSTS, 'host'),
      ...more(leases.length - MOST_LEASES, 'lease'),
    ],
  }
}

function hostBlocks(host: Host): KnownBlock[] {
  const addresses = [...host.addresses, ...host.addresses6].join(', ') || 'no fixed address'
  const hardware = host.hardware?.address ?? 'no MAC address'
  const scopes = host.scopes.map((scope) => scope.label).join(' › ')
  const facts = [`${host.place.path}:${host.place.line}`, scopes, host.comment].filter(Boolean).join(' · ')
  return [
    paragraph(escapeMrkdwn(`${host.name}  ${addresses}  ${hardware}`)),
    smallPrint(escapeMrkdwn(decodeText(facts))),
  ]
}

function leaseBlock(lease: Lease): KnownBlock {
  const device = [lease.mac ?? 'unknown device', lease.hostname].filter(Boolean).join(' ')
  return paragraph(escapeMrkdwn(`Lease  ${lease.address}  ${device}  (${lease.state})`))
}

function more(rest: number, word: string): KnownBlock[] {
  return rest > 0
    ? [smallPrint(`${count(rest, `more ${word}`)}: search for more of the name or address.`)]
    : []
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
