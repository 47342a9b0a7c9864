import type { ByteString } from '../source.ts'
import { STANDARD_OPTIONS } from './option-table.ts'

/** An option as a definition or dhcpd itself has it. Defining it anew changes it wherever it was referred to. */
export interface Option {
  readonly name: ByteString
  readonly space: OptionSpace
  code: number
  /** How its value is written: see the table of standard options. */
  format: string
}

export interface OptionSpace {
  readonly name: ByteString
  /** By name in lower case: names of options have no case. */
  readonly byName: Map<ByteString, Option>
  readonly byCode: Map<number, Option>
  /** A code that no option can have, beside 0. */
  readonly endCode: number
  /** Whether an option holds the options of this space: dhcpd lets no second one do so. */
  isEncapsulated: boolean
}

const ENCAPSULATED: ReadonlySet<string> = new Set(
  'nwip fqdn vendor-class vendor isc vsio isc6 agent fqdn6-if-you-see-me-its-a-bug-bug-bug'.split(' '),
)

/** The option spaces of a configuration: those that dhcpd knows, and those that it defines. */
export class OptionSpaces {
  readonly #spaces = new Map<ByteString, OptionSpace>()
  /** Of `option NAME` without a space. */
  readonly standard: OptionSpace
  /** Of the server's own parameters, written without `option`. */
  readonly server: OptionSpace

  constructor() {
    for (const [name, rows] of Object.entries(STANDARD_OPTIONS)) {
      const space = this.#add(name, name === 'dhcp' ? 255 : 0)
      space.isEncapsulated = ENCAPSULATED.has(name)
      fill(space, rows)
    }
    this.standard = this.#known('dhcp')
    this.server = this.#known('server')
  }

  find(name: ByteString): OptionSpace | undefined {
    return this.#spaces.get(name.toLowerCase())
  }

  /** A new space; one of the same name is hidden by it. */
  define(name: ByteString): OptionSpace {
    return this.#add(name, 0)
  }

  #add(name: ByteString, endCode: number): OptionSpace {
    const space: OptionSpace = {
      name,
      byName: new Map(),
      byCode: new Map(),
      endCode,
      isEncapsulated: false,
    }
    this.#spaces.set(name.toLowerCase(), space)
    return space
  }

  #known(name: string): OptionSpace {
    const space = this.find(name)
    if (space === undefined) throw new Error(`no table of the options of ${name}`)
    return space
  }
}

function fill(space: OptionSpace, rows: string): void {
  let format = ''
  for (const word of rows.trim().split(/\s+/)) {
    if (word.endsWith(':')) {
      format = word === '-:' ? '' : word.slice(0, -1)
      continue
    }
    const [name = '', code] = word.split('=')
    if (name !== '') enter({ name, space, code: Number(code), format })
  }
}

/** Makes an option known by its name and code, in place of another. */
export function enter(option: Option): void {
  option.space.byName.set(option.name.toLowerCase(), option)
  option.space.byCode.set(option.code, option)
}
