import { expect, test } from 'vitest'
import { inSubnet, told } from './told.ts'

test('an empty file is accepted', () => {
  expect(told('')).toEqual([])
  expect(told('# nothing but words\n')).toEqual([])
})

test('a missing semicolon is told where it belongs, and what follows is still read', () => {
  expect(told('default-lease-time 600\nmax-lease-time 7200;\nhost a { hardwar x; }')).toEqual([
    '1:23 missing-semicolon',
    '3:17 missing-semicolon',
  ])
})

test('a stray semicolon is refused, but not behind a key', () => {
  expect(told('host a { };')).toEqual(['1:11 stray-semicolon'])
  expect(told('key k { algorithm hmac-md5; secret YWJj; };')).toEqual([])
})

test('a brace too many and one too few are told', () => {
  expect(told('group { } }')).toEqual(['1:11 unexpected-close'])
  expect(told('group {\n host a {\n }')).toEqual(['1:7 unclosed-block'])
})

test('a word that dhcpd does not know is a variable to it when a semicolon follows', () => {
  expect(told('autoritative;')).toEqual([])
  expect(told('autoritative yes;')).toEqual(['1:13 missing-semicolon'])
})

test('hosts may stand in networks and groups, and in no host, class or condition', () => {
  expect(told(inSubnet('host a { } group { host b { } }'))).toEqual([])
  expect(told('host a { host b { } }')).toEqual(['1:10 not-allowed-here'])
  expect(told('class "c" { host b { } }')).toEqual(['1:13 not-allowed-here'])
  expect(told('if known { host b { } }')).toEqual(['1:12 unknown-statement'])
})

test('a name of a host has a case, and may be declared once over all files', () => {
  const files = { other: 'host b { }' }

  expect(told('host a { }\nhost A { }\nhost b { }\ninclude "other";', 4, files)).toEqual([
    'other 1:6 duplicate-host',
  ])
})

test('a host that was deleted may be declared again', () => {
  expect(told('host a { } host a { deleted; } host a { }')).toEqual([])
})

test('a name of a host may hold dots, digits and keywords, and no quotes', () => {
  expect(told('host 7.a.group. { } host -x { } host 10 { }')).toEqual([])
  expect(told('host "a" { }')).toEqual(['1:6 bad-name'])
})

test('a host has one hardware, one fixed address and one uid', () => {
  const hardware = 'hardware ethernet 0:0:5e:0:53:1;'

  expect(told(`host a { ${hardware}\n${hardware} }`)).toEqual(['2:1 duplicate-statement'])
  expect(told('host a { fixed-address 10.0.0.1;\nfixed-address6 ::1; }')).toEqual(['2:1 duplicate-statement'])
  expect(told('host a { uid 1:2;\nuid "x"; }')).toEqual(['2:1 duplicate-statement'])
})

test('an octet has two digits at most, and an address at most 20 octets', () => {
  expect(told('host a { hardware ethernet 0:0:5e:0:53:100; }')).toEqual(['1:40 bad-number'])
  expect(told(`host a { hardware ethernet ${'0:'.repeat(20)}0; }`)).toEqual(['1:28 bad-address'])
})

test('a group is known to hosts behind its block', () => {
  expect(told('group g { } host a { group g; }')).toEqual([])
  expect(told('group g { deleted; authoritative; } host a { group g; }')).toEqual(['1:52 unknown-group'])
  expect(told('host a { group g; } group g { }')).toEqual(['1:16 unknown-group'])
})

test('a subnet has no bits behind its mask', () => {
  expect(told('subnet 10.0.0.1 netmask 255.255.255.0 { }')).toEqual(['1:8 bad-address'])
  expect(told('subnet6 2001:db8::1/64 { }', 6)).toEqual(['1:9 bad-address'])
})

test('a shared network needs a subnet', () => {
  expect(told('shared-network s { option routers 10.0.0.1; }')).toEqual(['1:1 empty-network'])
})

test('a range lies in its subnet and meets no other', () => {
  expect(told(inSubnet('range 10.0.0.9 10.0.0.5;'))).toEqual([])
  expect(told(inSubnet('range 10.0.0.5 10.0.1.9;'))).toEqual(['2:7 outside-subnet'])
  expect(told(inSubnet('range 10.0.0.5 10.0.0.9;\nrange 10.0.0.9;'))).toEqual(['3:7 duplicate-address'])
})

test('a pool stands in a network, behind the subnet of its range, and has one', () => {
  expect(told('pool { range 10.0.0.5; }')).toEqual(['1:1 not-allowed-here'])
  expect(told(inSubnet('pool { }'))).toEqual(['2:1 empty-pool'])
  expect(told(`shared-network s { pool { range 10.0.0.5; }\n${inSubnet('')} }`)).toEqual([
    '1:33 outside-subnet',
  ])
})

test('a pool has one date from which it counts', () => {
  const dated = 'allow after epoch 5;'

  expect(told(inSubnet(`pool { range 10.0.0.5; ${dated} }`))).toEqual([])
  expect(told(inSubnet(`pool { range 10.0.0.5; ${dated}\ndeny after never; }`))).toEqual([
    '3:6 duplicate-statement',
  ])
})

test('a class is known behind its block', () => {
  expect(told('class "c" { match hardware; } subclass "c" 1:0:0:5e:0:53:1;')).toEqual([])
  expect(told('subclass "c" 1:0:0:5e:0:53:1;')).toEqual(['1:10 unknown-class'])
  expect(told(inSubnet('pool { allow members of "c"; range 10.0.0.5; }'))).toEqual(['2:25 unknown-class'])
})

test('a failover peer is complete and named by a pool', () => {
  const peer = 'failover peer "p" { primary; peer address 10.0.0.2; mclt 60; split 128; }'

  expect(told(`${peer}\n${inSubnet('pool { failover peer "p"; range 10.0.0.5; }')}`)).toEqual([])
  expect(told(peer)).toEqual(['1:15 incomplete-peer'])
  expect(
    told(`failover peer "p" { primary; }\n${inSubnet('pool { failover peer "p"; range 10.0.0.5; }')}`),
  ).toEqual(['1:15 incomplete-peer'])
})

test('statements for DHCPv6 are refused for DHCPv4', () => {
  const subnet = 'subnet6 2001:db8::/64 { range6 2001:db8::10 2001:db8::20; }'

  expect(told(subnet, 4)).toEqual(['1:1 wrong-family'])
  expect(told(subnet, 6)).toEqual([])
  expect(told(`${subnet}\n${inSubnet('')}`, 6)).toEqual(['2:8 wrong-family'])
})

test('an include must be there, hold whole statements, and not include itself', () => {
  expect(told('include "none";')).toEqual(['1:9 missing-include'])
  expect(told('host a { include "rest"; }', 4, { rest: '} host b {' })).toEqual([
    'rest 1:1 unexpected-close',
    'rest 1:3 not-allowed-here',
  ])
  expect(told('include "main";')).toEqual(['1:9 include-loop'])
  expect(told('include "void"; include "void";', 4, { void: '' })).toEqual([])
})

test('a file that a host includes is told nothing of the host', () => {
  expect(told('host a { include "rest"; }', 4, { rest: 'hardware ethernet 0:1;' })).toEqual([
    'rest 1:1 not-allowed-here',
  ])
})

test('a key needs an algorithm and a secret', () => {
  expect(told('key k { algorithm hmac-md5; }')).toEqual(['1:5 incomplete-key'])
  expect(told('zone a. { key k; }')).toEqual(['1:15 unknown-key'])
})

test('what dhcpd ends at when it starts is a refusal too', () => {
  expect(told('omapi-key k;')).toEqual(['1:11 unknown-key'])
  expect(told('ddns-update-style ad-hoc;')).toEqual(['1:19 fatal-setting'])
  expect(told('ddns-update-style ad-hoc; ddns-update-style none;')).toEqual([])
  expect(told('log(fatal, "no");')).toEqual(['1:1 fatal-setting'])
})
