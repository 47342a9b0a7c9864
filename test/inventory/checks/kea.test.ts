import { describe, expect, test } from 'vitest'
import { CHECKS } from '../../../src/inventory/checks/registry.ts'
import { LAB } from '../inventory-of.ts'
import { findings } from './found.ts'

/** Each with a text in which `¦` marks where the finding points. */
const EXAMPLES: readonly (readonly [code: string, text: string])[] = [
  ['kea-several-addresses', 'host a { ¦fixed-address 10.20.0.5, 10.30.0.5; }'],
  ['kea-name-as-address', 'host a { ¦fixed-address a.example; }'],
  ['kea-hardware-type', 'host a { ¦hardware token-ring 0:0:5e:0:53:1; }'],
  ['kea-host-identifier', 'host a { ¦host-identifier option agent.remote-id 1:2; }'],
  ['kea-host-identifier', 'host a { ¦host-identifier v6relopt 1 dhcp6.remote-id 1:2; }'],
  ['kea-host-group', 'group g { } host a { ¦group g; }'],
  ['kea-on-event', '¦on commit { set x = "1"; if known { execute("a"); } }'],
  ['kea-condition', '¦if known { if option host-name = "a" { log("x"); } } else { set x = "1"; }'],
  ['kea-condition', '¦switch (option host-name) { case "a": break; }'],
  ['kea-statement', 'group { ¦append domain-name-servers 10.20.0.1; }'],
  ['kea-option-expression', '¦option host-name = concat("a", "b");'],
  ['kea-option-definition', '¦option x code 200 = array of { ip-address, integer 8 };'],
  ['kea-option-definition', '¦option space x code width 2 length width 1;'],
  ['kea-class-spawn', 'class "c" { ¦spawn with option agent.circuit-id; }'],
  ['kea-lease-limit', 'class "c" { ¦lease limit 4; }'],
  ['kea-pool-permit', 'pool { ¦deny unknown-clients; }'],
  ['kea-pool-permit', 'pool { ¦allow members of "c"; }'],
  ['kea-pool-permit-missing', 'pool { ¦allow after 4 2030/01/01 00:00:00; }'],
  ['kea-pool-in-shared-network', 'shared-network x { ¦pool { } }'],
  ['kea-permission', 'host a { ¦deny booting; }'],
  ['kea-permission', '¦ignore unknown-clients;'],
  ['kea-permission', '¦allow leasequery;'],
  ['kea-bootp', '¦allow bootp;'],
  ['kea-bootp', 'pool { ¦allow dynamic bootp clients; }'],
  ['kea-bootp', 'pool { ¦range dynamic-bootp 10.20.0.5 10.20.0.9; }'],
  ['kea-failover', '¦failover peer "x" { primary; }'],
  ['kea-ddns-zone', '¦zone example.net. { primary 10.20.0.1; key k; }'],
  ['kea-ddns-zone', '¦key k { algorithm hmac-md5; secret YWJj; }'],
  ['kea-ddns-place', 'host a { ¦ddns-hostname "a"; }'],
  ['kea-parameter', '¦Ping-Check true;'],
]

/** The findings about Kea as `code line:column`. */
function found(text: string, leases = ''): string[] {
  return findings(text, { kea: true, leases }).flatMap(({ code, line, column }) =>
    code.startsWith('kea-') ? [`${code} ${line}:${column}`] : [],
  )
}

test.each(EXAMPLES)('%s is found: %s', (code, text) => {
  expect(found(text.replace('¦', ''))).toEqual([`${code} 1:${text.indexOf('¦') + 1}`])
})

test('a host that OMAPI made is told, and one that the file has too is not', () => {
  const leases = 'host a { dynamic; }\nhost b { dynamic; }\nhost c { deleted; }'

  expect(found('host a { }', leases)).toEqual(['kea-host-in-leases 2:1'])
})

test('each rule about Kea has an example here', () => {
  const shown = new Set(['kea-host-in-leases', ...EXAMPLES.map(([code]) => code)])

  const rules = Object.keys(CHECKS).filter((code) => code.startsWith('kea-'))

  expect(rules.filter((code) => !shown.has(code))).toEqual([])
})

describe('Kea takes over', () => {
  test.each([
    ['subnets with their ranges and routers', LAB],
    ['a host with its address', 'host a { hardware Ethernet 0:0:5e:0:53:1; fixed-address 10.20.0.5; }'],
    ['options of a group', 'group { option domain-name "example.net"; }'],
    ['an option written with an equals sign', 'option host-name = "a";'],
    ['an option space as most are', 'option space x; option space y code width 1 length width 1;'],
    ['an option of one record', 'option x code 200 = { ip-address, integer 8 };'],
    ['the permissions that dhcpd has by itself', 'allow booting; allow unknown-clients; deny bootp;'],
    ['a parameter that is switched off', 'ping-check false; always-broadcast off;'],
    ['dynamic DNS in a subnet', 'subnet 10.0.0.0 netmask 255.0.0.0 { ddns-updates on; }'],
    ['a pool in a subnet', 'subnet 10.0.0.0 netmask 255.0.0.0 { pool { range 10.0.0.1 10.0.0.9; } }'],
    ['classes that match', 'class "c" { match if option host-name = "a"; filename "x"; }'],
    ['hosts found by their client identifier', 'host a { host-identifier option dhcp6.client-id 1:2; }'],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([])
  })
})
