import { expect, test } from 'vitest'
import { effectiveOptions } from '../../src/inventory/effective.ts'
import { inventoryOf } from './inventory-of.ts'

function optionsOf(text: string): string[] {
  const inventory = inventoryOf(text)
  const [host] = inventory.hosts
  return host ? effectiveOptions(inventory, host).map((option) => `${option.from}: ${option.text}`) : []
}

test('the nearer statement counts, from the host outwards to the top level', () => {
  const text = `option domain-name "top"; default-lease-time 60; allow booting;
  shared-network lab { option domain-name "lab"; filename "lab";
    subnet 10.0.0.0 netmask 255.255.255.0 { option routers 10.0.0.1; deny booting;
      group { filename "group"; host a { filename "own"; option routers 10.0.0.2; } } } }`

  expect(optionsOf(text)).toEqual([
    'host: filename "own";',
    'host: option routers 10.0.0.2;',
    'subnet 10.0.0.0 netmask 255.255.255.0: deny booting;',
    'shared-network lab: option domain-name "lab";',
    'file: default-lease-time 60;',
  ])
})

test('a host gets what the subnet of its address and the group that it names hand down', () => {
  const text = `group phones { filename "phone"; }
  subnet 10.0.0.0 netmask 255.255.255.0 { option routers 10.0.0.1; filename "subnet"; }
  host a { group phones; fixed-address 10.0.0.5; }`

  expect(optionsOf(text)).toEqual([
    'group phones: filename "phone";',
    'subnet 10.0.0.0 netmask 255.255.255.0: option routers 10.0.0.1;',
  ])
})

test('conditions are listed beside what they may change', () => {
  expect(
    optionsOf('if known { filename "a"; }\ngroup { if known { filename "b"; } filename "c"; host a { } }'),
  ).toEqual(['group: if known { filename "b"; }', 'group: filename "c";', 'file: if known { filename "a"; }'])
})
