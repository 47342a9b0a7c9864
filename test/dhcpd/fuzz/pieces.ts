import fc from 'fast-check'

/** Text of a configuration, made up piece by piece. */
export type Text = fc.Arbitrary<string>

/** One of some texts, or of some ways to make one. Those that are meant to be right should be in the majority. */
export function oneOf(...choices: readonly (string | Text)[]): Text {
  return fc.oneof(...choices.map((choice) => (typeof choice === 'string' ? fc.constant(choice) : choice)))
}

/** Texts one after the other, with what may part words between them. */
export function joined(...parts: readonly (string | Text)[]): Text {
  const texts = parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))
  return fc.tuple(gap(), ...texts).map(([space, ...words]) => words.join(space))
}

/** Some texts of a kind, with a mark or nothing between them. */
export function some(text: Text, separator: string, from: number, to: number): Text {
  return fc.array(text, { minLength: from, maxLength: to }).map((texts) => texts.join(separator))
}

function gap(): Text {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(' ') },
    { weight: 1, arbitrary: fc.constantFrom('\n', '\t', '\r\n', ' # {caf\u00e9;"\n ', '\f', '#\n') },
  )
}

export const ipv4: Text = oneOf(
  fc.integer({ min: 0, max: 255 }).map((last) => `192.0.2.${last}`),
  fc.integer({ min: 0, max: 40 }).map((last) => `198.51.100.${last}`),
  fc.constantFrom(
    '10.0.0.010',
    '192.0.2 . 7',
    '0.0.0.0',
    '255.255.255.0',
    '192.0.2.256',
    '192.0.2',
    '10.0.0.0x1',
  ),
)

export const ipv6: Text = oneOf(
  fc.integer({ min: 0, max: 255 }).map((last) => `2001:db8:1::${last.toString(16)}`),
  fc.constantFrom(
    '::',
    '::1',
    '2001:db8:1:2::',
    '2001:DB8:1::192.0.2.7',
    '2001:db8::add:1',
    'fe80::1:2:3:4:5:6:7',
  ),
  fc.constantFrom(
    '2001:db8:::1',
    '2001 :db8::1',
    '2001:db8:1::12345',
    'cafe',
    '2001:#\ndb8::1',
    '1:2:3:4:5:6:7:8',
  ),
)

export const name: Text = oneOf(
  fc.constantFrom(
    'a',
    'b',
    'A',
    'printer-3f',
    'a.example',
    'a.example.',
    '7',
    '7up',
    'x_1',
    'dynamic',
    'z0',
    'host',
  ),
  fc.constantFrom('-a', '"a"', '_a', 'a..b', 'caf\u00e9', '0x1f', 'add', '10.0.0.1', 'a b', 'a:b', 'A\u00ff'),
)

export const octets: Text = oneOf(
  fc
    .array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 22 })
    .map((all) => all.map((octet) => octet.toString(16)).join(':')),
  fc.constantFrom(
    '00:00:5e:00:53:01',
    '0 : 0 : 5e',
    '00-00-5e',
    '100:1',
    '0:g0',
    '0x1:2',
    '00:z1',
    ':1',
    '1:',
    'z1',
  ),
)

export const number: Text = oneOf(
  fc.integer({ min: -3, max: 300 }).map(String),
  fc.constantFrom(
    '0',
    '1',
    '7',
    '010',
    '08',
    '0x1f',
    '0X1F',
    '0xg',
    '-',
    '-1',
    '-129',
    '65536',
    '4294967295',
  ),
  fc.constantFrom('4294967296', '99999999999999999999', 'ff', 'infinite', 'a1', '1.5', '1-2', '-0', '00'),
)

export const text: Text = oneOf(
  fc.constantFrom(
    '"a"',
    '"example.org"',
    '""',
    '"a;}\\"#"',
    '"\\0; "x";',
    '"\\x41\\101"',
    '"two\nlines"',
    '"."',
  ),
  fc.constantFrom(
    '"\\x4"',
    '"\\19"',
    '"a..b"',
    '"\\000b"',
    '"a',
    'plain',
    '"caf\u00e9"',
    `"${'l'.repeat(64)}.b"`,
  ),
)
