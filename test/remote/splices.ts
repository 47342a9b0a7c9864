import type { Splice } from '../../src/remote/whole-hosts.ts'

/** A host that may be put in. */
export const HOST = 'host new { hardware ethernet 00:00:5e:00:53:77; fixed-address 10.0.0.77; }\n'

/** A configuration in which each place is found by the words before it. */
export const BASE = `# a comment with a "quote and a { brace
option domain-name "example.net; } # no comment";
option x "over
lines { "; # behind
class "phones" {
  match if substring(hardware, 1, 3) = 00:11:22;
}
subnet 10.0.0.0 netmask 255.255.255.0 {
  range 10.0.0.100 10.0.0.199;
  # above a
  host a { hardware ethernet 00:00:5e:00:53:01; fixed-address 10.0.0.1; }
  pool { host b { filename "}"; } }
  # host dead { }
}
group {
  host c {
    if known { filename "x"; }
  }
}
# no line break at the end`

/** Puts something in behind the first place where these words stand. */
export function insert(behind: string, content: string): Splice {
  return { offset: at(behind), length: 0, content }
}

/** Puts something in the place of these words. */
export function replace(text: string, content: string): Splice {
  return { offset: at(text) - text.length, length: text.length, content }
}

function at(behind: string): number {
  const start = BASE.indexOf(behind)
  if (start === -1) throw new Error(`the base does not hold ${behind}`)
  return start + behind.length
}

const HOST_A = 'host a { hardware ethernet 00:00:5e:00:53:01; fixed-address 10.0.0.1; }'

const COMMENT = 'a splice begins or ends inside a comment or a string'
const STATEMENT = 'a splice begins or ends inside a statement'
const BLOCK = 'a splice begins or ends inside a block in which no host may stand'
const TAKES = 'a splice takes out what is no whole host'
const PUTS = 'a splice puts in what is no whole host'
const NESTED = 'a splice puts in a block inside a host'
const CONTROL = 'control bytes or a byte 0xFF would be put in'

/** What the helper lets be done to the base. */
export const ALLOWED: readonly [name: string, Splice][] = [
  ['a host put in at the beginning', { offset: 0, length: 0, content: HOST }],
  ['behind a statement', insert('# behind\n', HOST)],
  ['in a subnet', insert('10.0.0.199;', ` ${HOST}`)],
  ['right before a closing brace', insert('filename "}"; } ', HOST)],
  ['in a pool', insert('pool {', HOST)],
  ['in a group', insert('group {\n', HOST)],
  [
    'behind a comment that ends the file',
    replace('# no line break at the end', `# no line break at the end\n${HOST}`),
  ],
  ['a host with a comment that ends the file', replace('# no line break at the end', `${HOST}# the end`)],
  ['a host taken out', replace(`  # above a\n  ${HOST_A}\n`, '')],
  ['a host in whose body there is more', replace('  host c {\n    if known { filename "x"; }\n  }\n', '')],
  ['a host changed', replace(HOST_A, HOST_A.replace('10.0.0.1', '10.0.0.2'))],
  ['a host with every kind of statement', insert('# behind\n', fullHost())],
  [
    'comments and strings that hold braces, quotes and Latin-1',
    insert(
      '# behind\n',
      `# a } "\n# caf\xe9 caf\xc3\xa9\nhost y { # { \\\n filename "}#{;\\"\\\\"; # "\n}\r\n\t# z\n`,
    ),
  ],
]

/** What it refuses, and the words with which it does. */
export const REFUSED: readonly [name: string, Splice, sentence: string][] = [
  ['begins in a comment', insert('# a comment', HOST), COMMENT],
  ['begins in the comment that ends the file', insert('# no line break at the end', `\n${HOST}`), COMMENT],
  ['begins in a string', insert('"example.net;', HOST), COMMENT],
  ['begins in a string over several lines', insert('"over\n', HOST), COMMENT],
  ['ends in a comment', replace(`${HOST_A}\n  pool { host b { filename "}"; } }\n  # host`, HOST), TAKES],
  ['ends in the comment above a host', replace('# above a', HOST), TAKES],
  ['begins in a statement', insert('range', HOST), STATEMENT],
  ['begins in a word', insert('ran', HOST), STATEMENT],
  ['ends in a statement', replace('\n  range', HOST), TAKES],
  ['begins in a host', insert('host a {', HOST), BLOCK],
  ['begins in a class', insert('class "phones" {', HOST), BLOCK],
  ['begins in a block of a host', insert('if known {', HOST), BLOCK],
  ['takes out a statement', replace('  range 10.0.0.100 10.0.0.199;\n', HOST), TAKES],
  ['takes out a class', replace(BASE.slice(BASE.indexOf('class'), BASE.indexOf('subnet')), HOST), TAKES],
  ['takes out a part of a host', replace('host a { hardware ethernet 00:00:5e:00:53:01;', HOST), TAKES],
  ['takes out a closing brace too much', replace(' } }', HOST), BLOCK],
  [
    'takes out hosts and the end of their block',
    replace('\n  host c {\n    if known { filename "x"; }\n  }\n}', HOST),
    TAKES,
  ],
  ['takes out a block with hosts', replace('pool { host b { filename "}"; } }', HOST), TAKES],
  ['takes out no host and puts in none', replace('# above a\n', '# below\n'), 'a splice touches no host'],
  ['puts in a comment alone', insert('# behind\n', '# more\n'), 'a splice touches no host'],
  ['puts in a statement', insert('# behind\n', `authoritative;\n${HOST}`), PUTS],
  ['puts in a statement behind a host', insert('# behind\n', `${HOST}authoritative;\n`), PUTS],
  ['puts in an include', insert('# behind\n', `include "/etc/shadow";\n${HOST}`), PUTS],
  ['puts in a subnet', insert('# behind\n', 'subnet 10.1.0.0 netmask 255.255.0.0 { }'), PUTS],
  ['puts in a group with a host', insert('# behind\n', `group { ${HOST} }`), PUTS],
  ['puts in a class', insert('# behind\n', 'class "x" { match hardware; }'), PUTS],
  ['puts in a subclass', insert('# behind\n', 'subclass "phones" 1:00:11:22:33:44:55 { }'), PUTS],
  [
    'puts in what runs when a lease is given',
    insert('# behind\n', `on commit { execute("/bin/sh"); } ${HOST}`),
    PUTS,
  ],
  ['puts in a host that is not closed', insert('# behind\n', 'host x { filename "a";'), PUTS],
  [
    'puts in a brace that closes outward',
    insert('10.0.0.199;', `${HOST}} subnet 10.1.0.0 netmask 255.255.0.0 {`),
    PUTS,
  ],
  ['puts in a lone closing brace', insert('10.0.0.199;', `} ${HOST}`), PUTS],
  ['puts in a host in a comment', insert('# behind\n', '# host x { }\n'), 'a splice touches no host'],
  ['puts in a host in a string', insert('# behind\n', '"host x { }"'), PUTS],
  ['puts in a comment that it does not end', insert('# behind\n', `${HOST}# x`), PUTS],
  ['puts in a string that it does not end', insert('# behind\n', `${HOST}"`), PUTS],
  ['hides the end of a host in a comment', insert('# behind\n', 'host x { filename "a"; # }\n'), PUTS],
  [
    'hides a statement behind a quote',
    insert('# behind\n', 'host x { filename "\\\\"; } include "/x"; # "; }\n'),
    PUTS,
  ],
  [
    'hides a statement behind an octal escape that dhcpd reads otherwise',
    insert('# behind\n', 'host x { filename "\\0"; } host y { filename "; } execute(); # "; }\n'),
    PUTS,
  ],
  ['nests a host', insert('# behind\n', `host x { ${HOST} }`), NESTED],
  ['puts an if into a host', insert('# behind\n', 'host x { if known { filename "a"; } }'), NESTED],
  ['puts an event into a host', insert('# behind\n', 'host x { on commit { execute("/bin/sh"); } }'), NESTED],
  [
    'leaves out a semicolon',
    insert('# behind\n', 'host x { filename "a" }'),
    'a statement without its semicolon',
  ],
  ['puts in an empty statement', insert('# behind\n', 'host x { ; }'), 'a statement that is none of a host'],
  [
    'runs a program',
    insert('# behind\n', 'host x { execute("/bin/sh"); }'),
    'a statement that is none of a host',
  ],
  [
    'includes a file in a host',
    insert('# behind\n', 'host x { include "/etc/shadow"; }'),
    '`include`, which is in no list',
  ],
  [
    'works a value out',
    insert('# behind\n', 'host x { option host-name = concat("a", "b"); }'),
    '`option host-name` that is no plain value',
  ],
  [
    'works a file name out',
    insert('# behind\n', 'host x { filename = "a"; }'),
    '`filename` that is no plain value',
  ],
  [
    'takes a value from what the client sends',
    insert('# behind\n', 'host x { filename option host-name; }'),
    '`filename` that is no plain value',
  ],
  [
    'gives an option that is not listed',
    insert('# behind\n', 'host x { option wpad "http://x/"; }'),
    '`option wpad`, which is in no list',
  ],
  [
    'gives a statement that is not listed',
    insert('# behind\n', 'host x { ddns-updates off; }'),
    '`ddns-updates`, which is in no list',
  ],
  [
    'gives hardware that is none',
    insert('# behind\n', 'host x { hardware ethernet "x"; }'),
    '`hardware`, which is in no list',
  ],
  ['names a host in quotes', insert('# behind\n', 'host "x" { filename "a"; }'), PUTS],
  ['names a host by two words', insert('# behind\n', 'host x y { filename "a"; }'), PUTS],
  ['puts in a NUL', insert('# behind\n', `# \0\n${HOST}`), CONTROL],
  ['puts in a byte 0xFF', insert('# behind\n', `# \xff\n${HOST}`), CONTROL],
  ['puts in an escape', insert('# behind\n', `# \x1b[2J\n${HOST}`), CONTROL],
  ['puts in a bell, with which places are marked', insert('# behind\n', `# \x07\n${HOST}`), CONTROL],
  [
    'puts in a carriage return that ends no line',
    insert('# behind\n', `# \r${HOST}\n${HOST}`),
    'a splice puts in a carriage return without a line feed',
  ],
]

/** What a host is not put in behind. */
export const REFUSED_BEHIND: readonly [name: string, before: string, sentence: string][] = [
  ['behind a byte 0xFF', 'authoritative;\n\xff\n#\n', 'a byte 0xFF, where dhcpd stops reading'],
  ['in a statement behind a comment that a byte 0xFF ends', '# x \xff option y\n', STATEMENT],
  ['in a string that an odd octal escape keeps open', 'option x "\\0"; ";\n', COMMENT],
  ['in a record of an option definition', 'option x code 200 = {', BLOCK],
  ['behind such a record', 'option x code 200 = array of { text }\n', STATEMENT],
]

function fullHost(): string {
  return `host full.example_1-2 {
  hardware ethernet 0:0:5E:0:53:1;
  hardware unknown-32 00:11:22:33:44:55:66:77;
  fixed-address 10.0.0.5, printer.example.net;
  fixed-address6 2001:db8::5;
  fixed-prefix6 2001:db8:1::/64;
  uid "abc";
  uid 01:00:5e;
  dhcp-client-identifier "x";
  host-identifier option agent.circuit-id "port 7";
  host-identifier v6relopt 1 dhcp6.interface-id "x";
  option dhcp-client-identifier 1:2;
  option host-name "full";
  OPTION Domain-Name-Servers 10.0.0.1 , 10.0.0.2;
  filename "\\\\boot\\\\x \\101\\x41";
  next-server boot.example.net;
  default-lease-time 600;
}
`
}
