import { lookup } from 'node:dns/promises'

/** How many names are asked for at a time: more would only wait for one another. */
const AT_A_TIME = 16

/** Asks this machine's resolver, as dhcpd does, and gives the names that have no IPv4 address. */
export async function unresolvableNames(names: readonly string[]): Promise<ReadonlySet<string>> {
  const missing = new Set<string>()
  const waiting = names.values()
  async function askOn(): Promise<void> {
    for (const name of waiting) {
      await lookup(name, { family: 4 }).catch(() => missing.add(name))
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, askOn))
  return missing
}
