import fc from 'fast-check'
import { ENUMERATIONS, STANDARD_OPTIONS } from '../../../src/dhcpd/grammar/option-table.ts'
import { ipv4, ipv6, joined, name, number, octets, oneOf, some, type Text, text } from './pieces.ts'

interface Row {
  readonly space: string
  readonly option: string
  readonly format: string
}

const ROWS: readonly Row[] = Object.entries(STANDARD_OPTIONS).flatMap(([space, table]) => {
  let format = ''
  return table.split(/\s+/).flatMap((word) => {
    if (!word.includes('=')) {
      if (word !== '') format = word.slice(0, -1)
      return []
    }
    return [{ space, option: word.slice(0, word.indexOf('=')), format }]
  })
})

const PARTS: Readonly<Record<string, Text>> = {
  I: oneOf(ipv4, name),
  '6': ipv6,
  t: oneOf(text, name),
  X: oneOf(octets, text),
  E: oneOf(octets, text),
  d: name,
  D: some(text, ', ', 1, 3),
  f: oneOf('true', 'false', 'on', 'off', 'ignore', 'True', '1', 'maybe'),
  Z: fc.constant(''),
  k: name,
  U: name,
}

/** A value by a format, or something near to one. */
function value(format: string): Text {
  const parts: Text[] = []
  for (let at = 0; at < format.length; at++) {
    const letter = format[at] ?? ''
    if (letter === 'N' || letter === 'E') {
      const end = format.indexOf('.', at)
      const words = ENUMERATIONS[format.slice(at + 1, end)]?.trim().split(/\s+/)
      parts.push(words ? fc.constantFrom(...words, 'other', 'NONE') : oneOf(octets, text))
      at = end
    } else if (letter === 'A' || letter === 'a') {
      const repeated = letter === 'A' ? parts.splice(0) : parts.splice(-1)
      parts.push(some(joined(...repeated), ', ', 1, 3))
    } else if (!'oc'.includes(letter)) parts.push(PARTS[letter] ?? number)
  }
  return joined(...parts)
}

const anyValue: Text = oneOf(ipv4, ipv6, name, number, text, octets, '', '= "a"', '= option host-name', '=')

function named({ space, option }: Row): Text {
  const words = [`option ${space}.${option}`]
  if (space === 'dhcp') words.push(`option ${option}`, `option ${option.toUpperCase()}`)
  if (space === 'server') words.push(option, option)
  return fc.constantFrom(...words)
}

/** A statement that gives an option or parameter a value. */
export const optionStatement: Text = fc
  .constantFrom(...ROWS)
  .chain((row) =>
    joined(
      named(row),
      fc.oneof({ weight: 6, arbitrary: value(row.format) }, { weight: 1, arbitrary: anyValue }),
      ';',
    ),
  )

const TYPE: Text = fc.constantFrom(
  ...[
    'ip-address',
    'ip6-address',
    'text',
    'string',
    'boolean',
    'integer 8',
    'unsigned integer 16',
    'domain-name',
  ],
  ...[
    'signed integer 32',
    'domain-list',
    'domain-list compressed',
    'zerolen',
    'encapsulate own',
    'encapsulate agent',
  ],
  ...['integer 7', 'encapsulate none', 'array of ip-address', 'integer', 'whatever'],
)

const TYPES: Text = oneOf(
  TYPE,
  joined('array of', TYPE),
  some(TYPE, ', ', 1, 3).map((types) => `{ ${types} }`),
  some(TYPE, ', ', 1, 3).map((types) => `array of { ${types} }`),
)

/** Definitions of options and spaces, and statements that use them. */
export const optionDefinition: Text = oneOf(
  joined(
    'option space own',
    oneOf('', '', 'code width 2', 'length width 2 hash size 7', 'code width 3'),
    ';',
  ),
  joined(
    oneOf('option own.one', 'option two', 'option routers', 'option unknown-7'),
    'code',
    number,
    '=',
    TYPES,
    ';',
  ),
  joined(oneOf('option own.one', 'option two', 'option unknown-7'), anyValue, ';'),
)
