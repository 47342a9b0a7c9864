import type { ByteString } from '../dhcpd/source.ts'
import { buildInventory } from '../inventory/build.ts'
import type { ListedHost } from './plan-body.ts'

/** The host that a text declares by itself; undefined where it declares none. */
export function hostIn(content: ByteString): ListedHost | undefined {
  const main = 'text'
  const inventory = buildInventory({ main, files: [{ path: main, content }], leases: undefined, digest: '' })
  const [host] = inventory.hosts
  return host && { host, inventory }
}
