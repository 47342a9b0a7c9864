import { wordsIn } from './change-words.ts'
import { plainIpv4 } from './ipv4.ts'
import type { ByteString } from './source.ts'
import { commaGroups } from './words.ts'

/**
 * The words of a list of addresses and names: those that were listed already in the words in which they were, for
 * instance `10.20.0.010`, which is 10.20.0.10 to dhcpd.
 * @param written the words of the list as it is
 * @throws EditRefused where an address is none.
 */
export function listedWords(addresses: readonly string[], written: readonly ByteString[]): ByteString[] {
  const known = new Map(commaGroups(written).map((group) => [plainOf(group.join('')), group]))
  return addresses.flatMap((address, index) => {
    const words = known.get(plainOf(address)) ?? wordsIn(address)
    return index === 0 ? words : [',', ...words]
  })
}

function plainOf(address: string): string {
  return plainIpv4(address) ?? address
}
