import fc from 'fast-check'
import type { ByteString } from '../../../src/dhcpd/source.ts'
import type { Family } from '../../../src/inventory/address.ts'

/** How a generated file is laid out as a whole. */
interface Layout {
  readonly newline: '\n' | '\r\n'
  readonly indentation: ByteString
  /** What stands before the first and behind the last statement. */
  readonly before: ByteString
  readonly after: ByteString
}

/** Text whose line breaks are LF and that is not indented yet, given the number of hosts before it. */
type Text = (count: Counter) => ByteString

/** Hands out numbers, so that names, MACs and addresses come once. */
interface Counter {
  hosts: number
  blocks: number
  readonly family: Family
}

/**
 * Configurations as people write them, which dhcpd accepts: hosts at top level and in groups, subnets, shared networks
 * and pools, on one line and on several, with comments above, inside and behind, tabs, CRLF, Latin-1, blank lines,
 * several declarations on a line, and files without a final line break. Hosts are `h1`, `h2`, … with addresses in
 * 10.20.0.0/16, which is declared, below 10.20.128.0; new hosts can take those above. For IPv6 the network is
 * 2001:db8::/64, where new hosts can take those from 2001:db8::1:0 on.
 */
export function configuration(family: Family = 4): fc.Arbitrary<ByteString> {
  const layout = fc.record<Layout>({
    newline: fc.constantFrom('\n', '\r\n'),
    indentation: fc.constantFrom('  ', '\t', '    ', ''),
    before: fc.constantFrom('', '# caf\u00e9 {;"\n', '\n', '# dhcpd\n\n'),
    after: fc.constantFrom('\n', '', '\n\n', '\n# the end', '\n\t\n', ' \n', '  '),
  })
  return fc
    .tuple(layout, statements(2))
    .map(([{ newline, indentation, before, after }, body]) =>
      `${before}${SUBNET[family]}${body({ hosts: 0, blocks: 0, family })}${after}`
        .replaceAll('\u0001', indentation)
        .replaceAll('\n', newline),
    )
}

const SUBNET: Readonly<Record<Family, ByteString>> = {
  4: 'subnet 10.20.0.0 netmask 255.255.0.0 {\n\u0001option routers 10.20.255.1;\n}\n',
  6: 'subnet6 2001:db8::/64 {\n\u0001range6 2001:db8::f000 2001:db8::f0ff;\n}\n',
}

/** Statements one behind the other, those that may share a line doing so now and then. */
function statements(depth: number): fc.Arbitrary<Text> {
  const plain = fc
    .constantFrom(
      'default-lease-time 600;',
      'option domain-name "a;}\\"#";',
      'if known { max-lease-time 60; }',
      'key k { algorithm hmac-md5; secret YWJj; } ;',
    )
    .map(
      (text): Text =>
        () =>
          text,
    )
  const one =
    depth === 0 ? fc.oneof(host(), plain) : fc.oneof({ weight: 4, arbitrary: host() }, plain, block(depth))
  const joined = fc.tuple(one, fc.constantFrom('\n', '\n', '\n\n', '\n\n\n', ' ', '\n \t\n'))
  return fc.array(joined, { maxLength: 5 }).map(
    (parts): Text =>
      (count) => {
        const texts = parts.map(([text, joiner]) => [text(count), joiner] as const)
        return texts
          .map(([text, joiner], index) => text + between(text, texts[index + 1]?.[0], joiner))
          .join('')
      },
  )
}

/** A comment takes what follows on its line, and one on a line of its own needs that line. */
function between(text: ByteString, next: ByteString | undefined, joiner: ByteString): ByteString {
  if (next === undefined) return ''
  const needsLine = /#[^\n]*$/.test(text) || next.startsWith('#')
  return needsLine && !joiner.includes('\n') ? '\n' : joiner
}

function host(): fc.Arbitrary<Text> {
  const parts = fc.record({
    form: fc.constantFrom('one line', 'lines', 'brace below', 'no blanks'),
    above: fc.constantFrom('', '', '# Room 3F\n', '# one\n## two\n', '#\n'),
    inside: fc.constantFrom('', '', '# dock {'),
    behind: fc.constantFrom('', '', ' # caf\u00e9', '\t#x'),
    option: fc.constantFrom('', '', 'option host-name "a b";', 'filename "pxe.0";'),
    address: fc.boolean(),
    duid: fc.constantFrom(false, false, true),
    octets: fc.constantFrom('plain', 'upper', 'short'),
  })
  return parts.map(
    ({ form, above, inside, behind, option, address, duid, octets }): Text =>
      (count) => {
        const number = ++count.hosts
        const body = [
          identityText(number, duid && count.family === 6, octets),
          ...(address ? [addressText(number, count.family, octets)] : []),
          ...(option ? [option] : []),
        ]
        return above + hostText(`host h${number}`, form, body, inside) + behind
      },
  )
}

function hostText(head: string, form: string, body: readonly string[], inside: string): ByteString {
  if (form === 'no blanks') return `${head}{${body.join('')}}`
  if (form === 'one line') return `${head} { ${body.join(' ')} }`
  const lines = inside ? [inside, ...body] : body
  const opening = form === 'lines' ? `${head} {` : `${head}\n{`
  return `${opening}\n${lines.map((line) => `\u0001${line}`).join('\n')}\n}`
}

function block(depth: number): fc.Arbitrary<Text> {
  const groups = ['group', 'group named']
  const head = fc.constantFrom(...groups, ...(depth > 1 ? ['subnet', 'shared-network'] : []))
  const form = fc.constantFrom('lines', 'lines', 'one line', 'blank lines')
  return fc.tuple(head, form, statements(depth - 1), fc.constantFrom('', ' # inner')).map(
    ([kind, shape, inner, comment]): Text =>
      (count) => {
        const number = ++count.blocks
        const text = inner(count)
        const subnet =
          count.family === 6
            ? `subnet6 2001:db8:${30 + number}::/64`
            : `subnet 10.${30 + number}.0.0 netmask 255.255.0.0`
        if (kind === 'subnet') return braces(subnet, text, shape, comment)
        if (kind !== 'shared-network')
          return braces(kind === 'group' ? kind : `group g${number}`, text, shape, comment)
        return braces(
          `shared-network s${number}`,
          text === '' ? `${subnet} { }` : `${subnet} { }\n${text}`,
          shape,
          comment,
        )
      },
  )
}

function braces(head: string, inner: ByteString, shape: string, comment: ByteString): ByteString {
  const fits = shape === 'one line' && !inner.includes('\n') && !inner.includes('#')
  if (fits) return inner === '' ? `${head} { }` : `${head} { ${inner} }`
  const gap = shape === 'blank lines' ? '\n' : ''
  const lines = inner === '' ? '' : `${indented(inner)}\n`
  return `${head} {${comment}\n${gap}${lines}${gap}}`
}

function indented(text: ByteString): ByteString {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `\u0001${line}`))
    .join('\n')
}

/** IPv6 clients are known by a DUID as well (RFC 8415, 11.4), which dhcpd finds through an option. */
function identityText(number: number, byDuid: boolean, form: string): string {
  const mac = macText(number, form)
  return byDuid ? `host-identifier option dhcp6.client-id 00:03:00:01:${mac};` : `hardware ethernet ${mac};`
}

function addressText(number: number, family: Family, form: string): string {
  if (family === 4) return `fixed-address 10.20.${number >> 8}.${number & 255};`
  const last = number.toString(16)
  if (form === 'plain') return `fixed-address6 2001:db8::${last};`
  return form === 'upper' ? `fixed-address6 2001:DB8::${last};` : `fixed-address6 2001:db8:0:0::${last};`
}

function macText(number: number, form: string): string {
  const octets = [0, 0, 0x5e, 0, number >> 8, number & 255].map((octet) => octet.toString(16))
  if (form === 'short') return octets.join(':')
  const plain = octets.map((octet) => octet.padStart(2, '0')).join(':')
  return form === 'upper' ? plain.toUpperCase() : plain
}
