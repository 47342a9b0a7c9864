import fc from 'fast-check'
import type { ByteString } from '../../../src/dhcpd/source.ts'
import { executable } from './executable-statements.ts'
import { optionDefinition, optionStatement } from './options.ts'
import { ipv4, ipv6, joined, name, number, octets, oneOf, some, type Text, text } from './pieces.ts'

function block(statement: Text, from = 0, to = 4): Text {
  return some(statement, '\n', from, to).map((statements) => `{ ${statements} }`)
}

const hostStatement: Text = oneOf(
  joined(
    'hardware',
    oneOf('ethernet', 'token-ring', 'fddi', 'infiniband', 'unknown-9', 'serial'),
    octets,
    ';',
  ),
  joined('fixed-address', some(oneOf(ipv4, name), ', ', 1, 2), ';'),
  joined('fixed-address6', some(ipv6, ', ', 1, 2), ';'),
  joined('fixed-prefix6', ipv6, oneOf('/', '/ '), oneOf('48', '64', '0', '129'), ';'),
  joined('uid', oneOf(octets, text), ';'),
  joined('host-identifier', oneOf('option', 'v6relopt 1', 'v6relopt'), 'dhcp6.client-id', octets, ';'),
  joined('group', oneOf('g', 'none'), ';'),
  fc.constantFrom('dynamic;', 'deleted;', 'authoritative;', 'include "options.conf";', 'host inner { }', ';'),
  optionStatement,
  executable,
)

const host: Text = joined('host', name, block(hostStatement))

const permit: Text = joined(
  oneOf('allow', 'deny', 'ignore'),
  oneOf(
    'known-clients',
    'unknown clients',
    'all clients',
    'dynamic bootp clients',
    'members of "one"',
    'someone',
  ),
  ';',
)
const dated: Text = joined(
  'allow after',
  oneOf('never', 'epoch 7', '4 2026/01/01 00:00:00', '4 2026/01/01 00:00:00 3600', 'epoch', '2026/01/01'),
  ';',
)
const range: Text = joined('range', oneOf('', '', 'dynamic-bootp'), ipv4, oneOf('', ipv4), ';')
const range6: Text = oneOf(
  joined('range6', ipv6, oneOf(ipv6, '/ 64', '/ 96 temporary', 'temporary', '/48', '/128 temporary'), ';'),
  joined('prefix6', ipv6, ipv6, '/', oneOf('48', '56', '64', '0', '128'), ';'),
)

const poolStatement: Text = oneOf(
  range,
  range,
  permit,
  dated,
  executable,
  fc.constantFrom('failover peer "pair";', 'no failover peer', 'no failover peer;', 'failover peer "none";'),
)
const pool: Text = joined('pool', block(poolStatement, 1))
const pool6: Text = joined('pool6', block(oneOf(range6, permit, optionStatement), 1))

const { subnet, network, group } = fc.letrec<{ subnet: string; network: string; group: string }>((tie) => ({
  subnet: joined(
    oneOf(
      'subnet 192.0.2.0 netmask 255.255.255.0',
      'subnet 198.51.100.0 netmask 255.255.255.128',
      'subnet6 2001:db8:1::/48',
      'subnet6 2001:db8:1:2::/64',
      'subnet 192.0.2.7 netmask 255.255.255.0',
      'subnet 10.0.0 netmask 255.0.0.0',
      'subnet6 2001:db8:1::1/48',
    ),
    block(
      fc.oneof(
        { depthSize: 'small' },
        range,
        range6,
        oneOf('interface eth0;', optionStatement, host),
        pool,
        pool6,
        tie('group'),
      ),
    ),
  ),
  network: joined(
    'shared-network',
    name,
    block(
      fc.oneof({ depthSize: 'small' }, tie('subnet'), tie('subnet'), pool, optionStatement, tie('group')),
      1,
    ),
  ),
  group: joined(
    'group',
    oneOf('', 'g', '"g"', '{'),
    block(
      fc.oneof(
        { depthSize: 'small' },
        host,
        host,
        optionStatement,
        fc.constantFrom('deleted;', 'dynamic; authoritative;'),
        tie('subnet'),
      ),
    ),
  ),
}))

const classes: Text = oneOf(
  joined(
    'class "one"',
    block(
      oneOf(
        'match if known;',
        'match hardware;',
        'spawn with option host-name;',
        'lease limit 4;',
        'match if known; match if static;',
        optionStatement,
        executable,
      ),
    ),
  ),
  joined('subclass "one"', oneOf(octets, text, 'word'), oneOf(';', block(optionStatement))),
  joined(oneOf('vendor-class', 'user-class'), oneOf('"one"', '"none"'), oneOf(';', block(optionStatement))),
)

const security: Text = oneOf(
  joined(
    'key',
    name,
    '{ algorithm',
    name,
    '; secret',
    oneOf('YWJj', 'abc+/d==', '"YWJj"', 'YQ', 'YR', '=', 'a b'),
    '; }',
    oneOf('', ';'),
  ),
  joined(
    'zone',
    name,
    block(
      oneOf('primary 192.0.2.1;', 'secondary a, b;', joined('key', name, ';'), 'primary6 ::1;', 'port 53;'),
    ),
  ),
  joined('omapi-key', name, ';'),
)

const failover: Text = oneOf(
  joined(
    'failover peer "pair"',
    block(
      oneOf(
        ...[
          'primary;',
          'secondary;',
          'peer address 192.0.2.2;',
          'mclt 60;',
          'split 128;',
          'address a;',
          'peer port 7;',
        ],
        ...['load balance max seconds 3;', 'max-balance 7;', 'hba 0:1;', 'split 300;', 'peer', 'hello;'],
      ),
      3,
      8,
    ),
  ),
  'failover peer "pair" { primary; peer address 192.0.2.2; mclt 60; split 128; }',
  'failover peer "pair";',
)

const loose: Text = oneOf(
  ...[
    'authoritative;',
    'not authoritative;',
    'include "hosts.conf";',
    'include "empty.conf";',
    'include "broken.conf";',
  ],
  ...[
    'include "none.conf";',
    'server-duid ll;',
    'server-duid en 9 "a";',
    'lease-id-format hex;',
    'lease a { }',
    ';',
    '};',
  ],
  ...[
    'server-duid llt ethernet 9 0:1;',
    'server-identifier 192.0.2.1;',
    'match known;',
    'ddns-update-style none;',
  ],
  joined(name, number, ';'),
)

/** Configurations of statements of every kind, most of them right by themselves. */
export const configuration: fc.Arbitrary<ByteString> = some(
  fc.oneof(
    { weight: 4, arbitrary: host },
    { weight: 3, arbitrary: optionStatement },
    { weight: 3, arbitrary: optionDefinition },
    { weight: 3, arbitrary: subnet },
    { weight: 2, arbitrary: network },
    { weight: 2, arbitrary: group },
    { weight: 2, arbitrary: classes },
    { weight: 3, arbitrary: executable },
    { weight: 1, arbitrary: security },
    { weight: 1, arbitrary: failover },
    { weight: 2, arbitrary: loose },
  ),
  '\n',
  1,
  4,
)
