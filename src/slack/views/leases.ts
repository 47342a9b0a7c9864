import type { SectionBlock } from '@slack/types'
import { count } from '../../inventory/count.ts'
import type { Lease } from '../../inventory/model.ts'
import { ACTIONS } from '../ids.ts'
import { button } from './button.ts'
import type { Message } from './message.ts'
import { cautionBlocks, code, escapeMrkdwn, paragraph, smallPrint, time, truncate } from './text.ts'

/** A lease that somebody holds, with what its button carries. */
export interface ShownLease {
  readonly lease: Lease
  /** Names of the hosts that have its device. */
  readonly hosts: readonly string[]
  readonly id: string
}

/** Leases in one message: each has a section with a button. */
export const MOST_LEASES = 15

/** What was asked for, and what came of it. */
export interface LeaseSearch {
  readonly server: string
  /** `new`: only of devices that are not registered. */
  readonly verb: 'leases' | 'new'
  /** What was searched for; empty for all. */
  readonly text: string
  /** How many there are, of which the first are shown. */
  readonly total: number
}

/** The answer to `/dhcp leases` and `/dhcp new`. */
export function leasesMessage(
  { server, verb, text, total }: LeaseSearch,
  leases: readonly ShownLease[],
  caution: string,
): Message {
  const what = verb === 'leases' ? 'active lease' : 'unregistered device'
  const matching = text === '' ? '' : ` matching “${escapeMrkdwn(truncate(text, 100))}”`
  const title = `*${count(total, what)}* on ${escapeMrkdwn(server)}${matching}`
  const rest = total - leases.length
  return {
    text: title,
    blocks: [
      paragraph(title),
      ...cautionBlocks(caution),
      ...leases.map(leaseBlock),
      ...(rest > 0
        ? [
            smallPrint(
              `And ${count(rest, verb === 'leases' ? 'more lease' : 'more device')}: type a part of the name, MAC or IP address behind it.`,
            ),
          ]
        : []),
    ],
  }
}

function leaseBlock({ lease, hosts, id }: ShownLease): SectionBlock {
  const { address, mac, hostname, ends } = lease
  const name = hostname === undefined ? '' : `  *${escapeMrkdwn(truncate(hostname, 63))}*`
  const until = ends === undefined ? 'without an end' : `until ${time(ends)}`
  const known = hosts.map((host) => escapeMrkdwn(truncate(host, 63))).join(', ')
  const registered = known === '' ? '' : ` · registered as ${known}`
  return {
    ...paragraph(`${code(address)}  ${code(mac ?? 'unknown device')}${name}\n${until}${registered}`),
    accessory: button(ACTIONS.registerLease, id, 'Register…'),
  }
}
