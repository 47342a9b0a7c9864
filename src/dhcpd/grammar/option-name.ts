import type { Lexeme } from './lexeme.ts'
import { looseNumber } from './numbers.ts'
import type { Option, OptionSpace } from './option-spaces.ts'
import type { Reader } from './reader.ts'
import { quoted } from './said.ts'

/** An option as a statement names it. */
export interface NamedOption {
  readonly option: Option
  /** False for a name that only a definition can give a meaning. */
  readonly known: boolean
  readonly place: Lexeme
}

const UNKNOWN = /^unknown-/i

/** Reads `NAME` or `SPACE.NAME`; a name that is not known yet may be one that is about to be defined. */
export function readOptionName(reader: Reader): NamedOption {
  const place = reader.expectIdentifier('the name of an option')
  const { standard } = reader.world.options
  if (!reader.take('.')) return named(reader, standard, place)
  const name = reader.expectIdentifier('the name of an option after the dot')
  const space = reader.world.options.find(place.text)
  if (!space)
    reader.refuse('unknown-option-space', place, `there is no option space \`${quoted(place.text)}\``)
  return named(reader, space, name)
}

/** Reads the name of an option that is known. */
export function readKnownOption(reader: Reader): Option {
  return expectKnown(reader, readOptionName(reader))
}

export function expectKnown(reader: Reader, { option, known, place }: NamedOption): Option {
  if (known) return option
  return reader.refuse(
    'unknown-option',
    place,
    `there is no option \`${quoted(place.text)}\` in the space \`${quoted(option.space.name)}\``,
  )
}

function named(reader: Reader, space: OptionSpace, place: Lexeme): NamedOption {
  const option = space.byName.get(place.text.toLowerCase())
  if (option) return { option, known: true, place }
  if (UNKNOWN.test(place.text)) return { option: numbered(reader, space, place), known: true, place }
  return { option: { name: place.text, space, code: 0, format: '' }, known: false, place }
}

/** `unknown-N` is the option of code N, whether it has a name or not. */
function numbered(reader: Reader, space: OptionSpace, place: Lexeme): Option {
  const code = looseNumber(place.text.slice('unknown-'.length))
  if (code === 0 || code === space.endCode) {
    reader.refuse(
      'unknown-option',
      place,
      `\`${quoted(place.text)}\` is no option: this code has a use of its own`,
    )
  }
  return space.byCode.get(code) ?? { name: place.text, space, code, format: 'X' }
}
