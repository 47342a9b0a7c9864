import type { ActionsBlock, KnownBlock } from '@slack/types'
import { decodeText } from '../../dhcpd/source.ts'
import { addressesOf } from '../../inventory/any-subnet.ts'
import { count, numeral } from '../../inventory/count.ts'
import type { Host } from '../../inventory/model.ts'
import { ACTIONS } from '../ids.ts'
import { button } from './button.ts'
import { lineBlocks } from './lines.ts'
import { type Message, say } from './message.ts'
import { cautionBlocks, code, escapeMrkdwn, paragraph, smallPrint, truncate } from './text.ts'

/** So many lines of the longest kind fit into one message. */
export const HOSTS_A_PAGE = 20
/** Characters of one host's line; what is longer has its comment left out. */
const LONGEST_LINE = 500

/** A page of the hosts of a server, or of one of its networks. */
export interface HostPage {
  readonly server: string
  /** What was typed; undefined for the whole server. */
  readonly network: string | undefined
  /** All of them, in the order of the addresses. */
  readonly hosts: readonly Host[]
  /** Counted from 0. */
  readonly page: number
  /** What the buttons carry. */
  readonly id: string
  /** Escaped; empty where there is nothing to know. */
  readonly caution: string
}

/** How many pages so many hosts take. */
export function pagesOf(hosts: readonly Host[]): number {
  return Math.max(1, Math.ceil(hosts.length / HOSTS_A_PAGE))
}

/** The answer to `/dhcp list`: one page, with buttons for the others and for the whole table. */
export function hostListMessage(listed: HostPage): Message {
  const { server, network, hosts, page, caution } = listed
  const where = network === undefined ? '' : ` in “${escapeMrkdwn(network)}”`
  const title = `*${count(hosts.length, 'host')}* on ${escapeMrkdwn(server)}${where}`
  const shown = hosts.slice(page * HOSTS_A_PAGE, (page + 1) * HOSTS_A_PAGE)
  return {
    text: title,
    blocks: [
      paragraph(title),
      ...cautionBlocks(caution),
      ...lineBlocks(shown.map(lineOf)),
      ...placeOf(listed),
      ...buttonsOf(listed),
    ],
  }
}

/** The answer where nothing of that name is declared. */
export function noSuchNetwork(network: string, server: string): Message {
  const text = `“${escapeMrkdwn(network)}” is no subnet, no address in one, and no shared network of ${escapeMrkdwn(server)}. \`/dhcp free\` lists its subnets.`
  return say(text)
}

function lineOf(host: Host): string {
  const { name, hardware, comment } = host
  const [first = 'no address', second, ...more] = addressesOf(host)
  const addresses = [code(first), ...(second === undefined ? [] : [code(second)])].join(' ')
  const others = more.length === 0 ? '' : ` and ${more.length} more`
  const mac = hardware ? code(hardware.address) : 'no MAC address'
  const line = `${addresses}${others}  *${escapeMrkdwn(truncate(name, 63))}*  ${mac}`
  if (comment === undefined) return line
  const said = truncate(decodeText(comment).replaceAll('\n', ' · '), 60)
  const whole = `${line}  ${escapeMrkdwn(said)}`
  return JSON.stringify(whole).length > LONGEST_LINE ? line : whole
}

function placeOf({ hosts, page }: HostPage): KnownBlock[] {
  if (pagesOf(hosts) === 1) return []
  const first = page * HOSTS_A_PAGE + 1
  const last = Math.min(hosts.length, first + HOSTS_A_PAGE - 1)
  return [smallPrint(`${numeral(first)} to ${numeral(last)} of ${numeral(hosts.length)}, by address`)]
}

function buttonsOf({ hosts, page, id }: HostPage): ActionsBlock[] {
  if (hosts.length === 0) return []
  const elements = [
    ...(page > 0 ? [button(ACTIONS.previousHosts, id, 'Previous')] : []),
    ...(page + 1 < pagesOf(hosts) ? [button(ACTIONS.nextHosts, id, 'Next')] : []),
    button(ACTIONS.downloadHosts, id, 'Download CSV'),
  ]
  return [{ type: 'actions', elements }]
}
