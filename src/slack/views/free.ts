import type { KnownBlock } from '@slack/types'
import { count, numeral } from '../../inventory/count.ts'
import type { Subnet } from '../../inventory/model.ts'
import type { SubnetUse } from '../../inventory/use.ts'
import { fitting, lineBlocks } from './lines.ts'
import type { Message } from './message.ts'
import { cautionBlocks, code, escapeMrkdwn, paragraph, smallPrint } from './text.ts'

/** A subnet with the numbers of its use. */
export interface UsedSubnet {
  readonly subnet: Subnet
  /** What can be given to hosts is counted without what is kept. */
  readonly use: SubnetUse
  /** Addresses that would be free, were they not promised to a request or a form. */
  readonly kept: number
}

/** One of them with its next free addresses. */
export interface FreeSubnet extends UsedSubnet {
  readonly next: readonly string[]
}

/**
 * The answer to `/dhcp free SUBNET`.
 * @param network what was typed
 * @param picture where its picture is, or why there is none
 */
export function freeMessage(
  server: string,
  network: string,
  subnets: readonly FreeSubnet[],
  picture: string,
  caution: string,
): Message {
  const [only, ...others] = subnets
  const what = only && others.length === 0 ? only.subnet.cidr : count(subnets.length, 'subnet')
  const where = others.length === 0 ? '' : ` in “${escapeMrkdwn(network)}”`
  const title = `*${what}* on ${escapeMrkdwn(server)}${where}`
  return subnetMessage(title, subnets.map(freeLine), `${LEGEND} ${escapeMrkdwn(picture)}`, caution)
}

/** The answer to `/dhcp free`: every subnet of IPv4, with a bar and numbers. */
export function subnetListMessage(server: string, subnets: readonly UsedSubnet[], caution: string): Message {
  const title = `*${count(subnets.length, 'subnet')}* on ${escapeMrkdwn(server)}`
  const [example] = subnets
  const more = example ? ` \`/dhcp free ${example.subnet.cidr}\` shows one, with a picture.` : ''
  return subnetMessage(title, subnets.map(useLine), `${LEGEND}${more}`, caution)
}

/** A title, as many lines of subnets as fit, and what stands below them. */
function subnetMessage(title: string, all: readonly string[], below: string, caution: string): Message {
  const lines = fitting(all)
  return {
    text: title,
    blocks: [
      paragraph(title),
      ...cautionBlocks(caution),
      ...lineBlocks(lines),
      ...further(all.length - lines.length),
      smallPrint(below),
    ],
  }
}

const HOSTS = '█'
const DYNAMIC = '▒'
const FREE = '░'
const LEGEND = `${HOSTS} hosts  ${DYNAMIC} dynamic ranges  ${FREE} free.`
const BAR = 20

function useLine({ subnet, use, kept }: UsedSubnet): string {
  const { hosts, leases, dynamic, free } = use
  const network = subnet.sharedNetwork === undefined ? '' : ` (${escapeMrkdwn(subnet.sharedNetwork)})`
  const counts = [
    count(hosts, 'host'),
    ...(dynamic > 0 ? [`${numeral(dynamic)} in dynamic ranges`] : []),
    ...(leases > 0 ? [`${numeral(leases)} leased`] : []),
    ...(kept > 0 ? [`${numeral(kept)} reserved`] : []),
    `*${numeral(free)} free*`,
  ]
  return `${code(subnet.cidr)} ${code(barOf(use))}${network}\n${counts.join(' · ')}`
}

function freeLine(free: FreeSubnet): string {
  const next = free.next.length === 0 ? 'none' : free.next.map(code).join(' ')
  return `${useLine(free)}\nNext free: ${next}`
}

/** What there is at all is seen in the bar, however little it is. */
function barOf({ hosts, dynamic, free }: SubnetUse): string {
  const parts = [hosts, dynamic, free]
  const sum = hosts + dynamic + free
  if (sum === 0) return HOSTS.repeat(BAR)
  const widths = parts.map((part) => (part === 0 ? 0 : Math.max(1, Math.round((BAR * part) / sum))))
  const widest = widths.indexOf(Math.max(...widths))
  const surplus = widths.reduce((total, width) => total + width, 0) - BAR
  return [HOSTS, DYNAMIC, FREE]
    .map((mark, index) => mark.repeat((widths[index] ?? 0) - (index === widest ? surplus : 0)))
    .join('')
}

function further(rest: number): KnownBlock[] {
  return rest > 0 ? [smallPrint(`And ${count(rest, 'more subnet')}: name one of them.`)] : []
}
