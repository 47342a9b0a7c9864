import fc from 'fast-check'
import { type ByteString, toByteString } from '../../../src/dhcpd/source.ts'
import { tokenText } from '../../../src/dhcpd/token.ts'
import { tokenize } from '../../../src/dhcpd/tokenize.ts'

const WORDS = `
  ; ;; { } }; , = ( ) . : / ! "a" "" " # \n 0 1 -1 300 0x1f ff a b host subnet netmask 192.0.2.7 10.0.0.0 option routers
  hardware ethernet fixed-address pool range group class subclass match if else elsif on known set not and or include
  "hosts.conf" "none.conf" deny allow key zone code text array of shared-network failover peer true dynamic deleted
  option.x dhcp6.client-id 2001:db8:1::7 subnet6 range6 word % \\ @ [ - _ default switch case log space
`
  .trim()
  .split(/[ ]+|\n\s*/)

const BYTES = [
  '\0',
  '\u00ff',
  '\u00e9',
  '\r',
  '\v',
  ' '.repeat(1500),
  'x'.repeat(1500),
  '"',
  '\\',
  '#',
  '\n',
  '$',
]

/** A change of a list of pieces, at places given as fractions of its length. */
type Change = (pieces: readonly string[], from: number, to: number, word: string) => readonly string[]

const CHANGES: Readonly<Record<string, Change>> = {
  drop: (pieces, from) => pieces.toSpliced(from, 1),
  double: (pieces, from) => pieces.toSpliced(from, 0, pieces[from] ?? '', ' '),
  move: (pieces, from, to) => pieces.toSpliced(from, 1).toSpliced(to, 0, pieces[from] ?? ''),
  swap: (pieces, from, to) => pieces.with(from, pieces[to] ?? '').with(to, pieces[from] ?? ''),
  replace: (pieces, from, _to, word) => pieces.toSpliced(from, 1, word),
  insert: (pieces, from, _to, word) => pieces.toSpliced(from, 0, word),
  cut: (pieces, from) => pieces.slice(0, from),
}

interface Mutation {
  readonly change: string
  readonly unit: 'token' | 'line' | 'byte'
  readonly from: number
  readonly to: number
  readonly word: string
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  change: fc.constantFrom(...Object.keys(CHANGES)),
  unit: fc.constantFrom('token', 'token', 'token', 'line', 'byte'),
  from: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  to: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  word: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 1, arbitrary: fc.constantFrom(...BYTES) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 0, max: 255 }).map((byte) => toByteString(Uint8Array.of(byte))),
    },
  ),
})

/** A text with one to three changes of its tokens, lines or bytes. */
export function mutated(original: fc.Arbitrary<ByteString>): fc.Arbitrary<ByteString> {
  return fc
    .tuple(original, fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([content, mutations]) => mutations.reduce(mutate, content))
}

function mutate(content: ByteString, { change, unit, from, to, word }: Mutation): ByteString {
  const pieces = cut(content, unit)
  if (pieces.length === 0) return word
  const at = (fraction: number) => Math.floor(fraction * pieces.length)
  return CHANGES[change]?.(pieces, at(from), at(to), word).join('') ?? content
}

function cut(content: ByteString, unit: Mutation['unit']): readonly string[] {
  if (unit === 'byte') return [...content]
  if (unit === 'line') return content.split(/(?<=\n)/)
  const tokens = tokenize(content)
  return Array.from(tokens.kinds, (_, index) => tokenText(content, tokens, index))
}
