import { expect, test } from 'vitest'
import { hostsIn, networkMeant } from '../../src/inventory/network-meant.ts'
import { inventoryOf } from './inventory-of.ts'

const inventory = inventoryOf(`
shared-network Office {
  subnet 10.20.0.0 netmask 255.255.255.0 { }
  subnet 10.21.0.0 netmask 255.255.255.0 { }
}
subnet 10.30.0.0 netmask 255.255.0.0 { }
subnet 10.30.7.0 netmask 255.255.255.0 { }
subnet6 2001:db8::/64 { }
host a { fixed-address 10.20.0.9; }
host b { fixed-address 10.21.0.9, 10.30.7.9; }
host c { fixed-address 10.30.0.9; }
host d { fixed-address6 2001:db8::9; }
host e { fixed-address e.example.net; }
`)

test.for([
  ['10.20.0.0/24', ['10.20.0.0/24']],
  ['10.20.0.77', ['10.20.0.0/24']],
  ['10.30.7.77', ['10.30.7.0/24']],
  ['office', ['10.20.0.0/24', '10.21.0.0/24']],
  ['2001:db8::77', ['2001:db8::/64']],
  ['10.20.0.0/16', []],
  ['10.99.0.1', []],
  ['', []],
] as const)('“%s” speaks of %j', ([text, subnets]) => {
  expect(networkMeant(inventory, text).map(({ cidr }) => cidr)).toEqual(subnets)
})

test.for([
  ['office', ['a', 'b']],
  ['10.30.0.0/16', ['c']],
  ['10.30.7.0/24', ['b']],
  ['2001:db8::/64', ['d']],
] as const)('the hosts of %s are those whose address dhcpd looks for there', ([text, names]) => {
  expect(hostsIn(inventory, networkMeant(inventory, text)).map(({ name }) => name)).toEqual(names)
})
