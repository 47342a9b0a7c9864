import type { KnownBlock } from '@slack/types'
import { decodeText } from '../../dhcpd/source.ts'
import type { Subnet } from '../../inventory/model.ts'
import type { SubnetUse } from '../../inventory/use.ts'
import { bar } from './bar.ts'
import { escapeMrkdwn, paragraph, smallPrint, truncate } from './text.ts'

/** A section holds 3,000 characters, and people do not read more. */
const MOST_SUBNETS = 15
/** A shared network may be called by a longer name than a line has room for. */
const LONGEST_NAME = 40

/** How full the subnets of a server are, the fullest first: of many, those. */
export function subnetLines(subnets: ReadonlyMap<Subnet, SubnetUse>): KnownBlock[] {
  if (subnets.size === 0) return [smallPrint('No subnets are declared.')]
  const all = [...subnets].toSorted(([, a], [, b]) => shareOf(b) - shareOf(a))
  const lines = all.slice(0, MOST_SUBNETS).map(subnetLine)
  const more = all.length - lines.length
  return [
    paragraph(lines.join('\n')),
    ...(more > 0
      ? [smallPrint(`And ${more} with more room: \`leasehold subnets\` at the command line lists all.`)]
      : []),
  ]
}

function subnetLine([{ cidr, sharedNetwork }, use]: readonly [Subnet, SubnetUse]): string {
  const { hosts, free, dynamic, leases } = use
  const whole = hosts + free
  const network = sharedNetwork === undefined ? '' : ` (${networkName(sharedNetwork)})`
  const given = `${bar(hosts, whole)} ${hosts} of ${whole} taken, ${free} free`
  return `*${cidr}*${network}  ${given}${dynamic > 0 ? ` · ${dynamic} dynamic, ${leases} leased` : ''}`
}

function networkName(name: string): string {
  return escapeMrkdwn(truncate(decodeText(name), LONGEST_NAME))
}

function shareOf({ hosts, free }: SubnetUse): number {
  return hosts + free === 0 ? 1 : hosts / (hosts + free)
}
