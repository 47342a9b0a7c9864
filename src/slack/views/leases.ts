import type { SectionBlock } from '@slack/types'
import { count } from '../../inventory/count.ts'
import type { Lease } from '../../inventory/model.ts'
import { ACTIONS } from '../ids.ts'
import { button } from './button.ts'
import type { Message } from './message.ts'
import { code, escapeMrkdwn, paragraph, smallPrint, time, truncate } from './text.ts'

/** A lease that somebody holds, with what its button carries. */
export interface ShownLease {
  readonly lease: Lease
  /** Names of the hosts that have its device. */
  readonly hosts: readonly string[]
  readonly id: string
}

/** Leases in one message: each has a section with a button. */
export const MOST_LEASES = 15

/**
 * The answer to `/dhcp leases`.
 * @param text what was searched for; empty for all
 * @param total how many there are, of which the first are shown
 */
export function leasesMessage(
  server: string,
  text: string,
  leases: readonly ShownLease[],
  total: number,
  caution: string,
): Message {
  const matching = text === '' ? '' : ` matching “${escapeMrkdwn(truncate(text, 100))}”`
  const title = `*${count(total, 'active lease')}* on ${escapeMrkdwn(server)}${matching}`
  const rest = total - leases.length
  return {
    text: title,
    blocks: [
      paragraph(title),
      ...(caution === '' ? [] : [smallPrint(caution)]),
      ...leases.map(leaseBlock),
      ...(rest > 0
        ? [
            smallPrint(
              `And ${count(rest, 'more lease')}: type a part of the name, MAC or IP address behind it.`,
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
