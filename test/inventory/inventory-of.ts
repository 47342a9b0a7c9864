import { encodeText } from '../../src/dhcpd/source.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import type { Inventory } from '../../src/inventory/model.ts'

/** The inventory of a main file `dhcpd.conf`, of what it includes, and of leases. */
export function inventoryOf(
  text: string,
  more: { includes?: Readonly<Record<string, string>>; leases?: string } = {},
): Inventory {
  const includes = Object.entries(more.includes ?? {})
  return buildInventory({
    main: 'dhcpd.conf',
    files: [['dhcpd.conf', text] as const, ...includes].map(([path, content]) => ({
      path,
      content: encodeText(content),
    })),
    leases: more.leases === undefined ? undefined : { path: 'dhcpd.leases', content: more.leases },
    digest: '',
  })
}

/** A subnet with a router and a dynamic range. */
export const LAB = `subnet 10.20.0.0 netmask 255.255.255.0 {
  option routers 10.20.0.1;
  range 10.20.0.100 10.20.0.199;
}
`

/** A host declaration on one line. */
export function host(name: string, mac: string, address: string): string {
  return `host ${name} { hardware ethernet ${mac}; fixed-address ${address}; }\n`
}
