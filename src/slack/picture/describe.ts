import { ADDRESS_USES, type AddressUse, type Stretch, stretchesOf } from '../../inventory/address-map.ts'
import { count, numeral } from '../../inventory/count.ts'
import { truncate } from '../views/text.ts'
import { type DrawnSubnet, USE_WORDS } from './subnet-map.ts'

/** Slack takes no longer alt text. */
const LONGEST = 1_000
/** Of each use, the first places will do. */
const MOST_PLACES = 4

/** Says in words and numbers what the picture of a subnet shows, for those who do not see it. */
export function describeSubnet({ cidr, map, addressAt }: DrawnSubnet): string {
  const stretches = Map.groupBy(stretchesOf(map), ({ use }) => use)
  const uses = ADDRESS_USES.map((use) => useSaid(use, stretches.get(use) ?? [], addressAt))
  const said = uses.filter((text) => text !== '').join('; ')
  return truncate(`Map of ${cidr} with ${count(map.length, 'cell')}, one for each address: ${said}.`, LONGEST)
}

function useSaid(
  use: AddressUse,
  stretches: readonly Stretch[],
  addressAt: DrawnSubnet['addressAt'],
): string {
  if (stretches.length === 0) return ''
  const number = stretches.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const places = stretches
    .slice(0, MOST_PLACES)
    .map(({ from, to }) => (from === to ? addressAt(from) : `${addressAt(from)} to ${addressAt(to)}`))
  const more = stretches.length - MOST_PLACES
  const others = more > 0 ? ` and ${count(more, 'more place')}` : ''
  return `${numeral(number)} ${USE_WORDS[use]} (${places.join(', ')}${others})`
}
