import { expect, test } from 'vitest'
import { type Meaning, meaningOf } from '../../src/dhcpd/meaning.ts'
import { parse } from '../../src/dhcpd/parse.ts'

function meaning(content: string): Meaning | undefined {
  const tree = parse(content)
  const [statement] = tree.statements
  return statement && meaningOf(tree, statement)
}

test.each([
  ['host a.example.net {}', { kind: 'host', name: 'a.example.net', plain: { name: 'a.example.net' } }],
  ['HOST a . b {}', { kind: 'host', name: 'a.b' }],
  ['hardware ethernet 0:1:A:bb:CC:5;', { kind: 'hardware', type: 'ethernet', address: '00:01:0a:bb:cc:05' }],
  [
    'hardware ethernet # c\n 00:11:22:\n33 : 44:55 ;',
    { kind: 'hardware', type: 'ethernet', address: '00:11:22:33:44:55' },
  ],
  ['fixed-address 10.0.0.010, a.example;', { kind: 'fixed-address', addresses: ['10.0.0.10', 'a.example'] }],
  ['fixed-address 10.0 . 0.5;', { kind: 'fixed-address', addresses: ['10.0.0.5'] }],
  ['range dynamic-bootp 10.0.0.5 10.0.0.9;', { kind: 'range', from: '10.0.0.5', to: '10.0.0.9' }],
  ['range 10.0.0.5;', { kind: 'range', from: '10.0.0.5', to: '10.0.0.5' }],
  ['option routers 10.0.0.1 , gw;', { kind: 'routers', addresses: ['10.0.0.1'] }],
  ['include "a\\x41\\101\\"";', { kind: 'include', path: 'aAA"' }],
  ['subnet 10.0.0.0 netmask 255.0.0.0 {}', { kind: 'subnet', network: '10.0.0.0', netmask: '255.0.0.0' }],
  ['shared-network x {}', { kind: 'shared-network', name: 'x' }],
  ['if known {}', { kind: 'conditional' }],
  ['class "x" {}', { kind: 'other-block' }],
  ['option host-name "x";', { kind: 'plain' }],
])('%j is understood', (content, expected) => {
  expect(meaning(content)).toEqual(expected)
})

test.each([
  'host "a" {}',
  'host a b {}',
  'host a:b {}',
  'host a;',
  'hardware ethernet 00-11-22-33-44-55;',
  'hardware ethernet 00:11:22:33:44:55 fixed-address 10.0.0.5;',
  'fixed-address 10.0.0.5 option;',
  'range 10.0.0.5 10.0.0.6 10.0.0.7;',
  'option domain-name "x" host a {}',
  'include a;',
  'subnet 10.0.0.0 {}',
])('%j, which dhcpd refuses, is malformed', (content) => {
  expect(meaning(content)?.kind).toBe('malformed')
})
