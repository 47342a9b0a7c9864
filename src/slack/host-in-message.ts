import { parseAddress } from '../inventory/address.ts'
import { parseMac } from '../inventory/mac.ts'
import { parseName } from '../inventory/name.ts'
import { unescapeSlack, withoutLinks } from './command-line.ts'
import type { Typed } from './views/host-form.ts'

/**
 * The MAC, the IPv4 address and the name of a host that a message speaks of: the first of each, in the notations of the
 * form, and empty where there is none. A person looks at all of it before it is sent.
 * @param text as Slack sends it, with its markup
 */
export function hostInMessage(text: string): Typed {
  const said = plainOf(text)
  const { found: mac, rest: withoutMacs } = take(said, MACS, (word) => parseMac(word))
  const { found: address, rest } = take(withoutMacs, [ADDRESS], hostAddress)
  return { name: nameIn(rest), mac, address }
}

/** Neither in the middle of a word or number, nor behind a slash (a prefix length), nor in a longer run of the same kind. */
const BEFORE = '(?<![\\w./-])(?<!\\b[0-9a-f]{1,4}:)'
const AFTER = '(?![\\w-]|[.:]\\w)'

/** With something between the digits first: twelve digits may be a telephone number. */
const MACS = [
  // 00:11:22:33:44:55, 0-11-22-33-44-55, 00.11.22.33.44.55, 00 11 22 33 44 55
  '[0-9a-f]{1,2}([:-])[0-9a-f]{1,2}(?:\\1[0-9a-f]{1,2}){4}',
  '[0-9a-f]{2}([. ])[0-9a-f]{2}(?:\\1[0-9a-f]{2}){4}',
  // 0011.2233.4455, 001122-334455
  '[0-9a-f]{4}([.:-])[0-9a-f]{4}\\1[0-9a-f]{4}',
  '[0-9a-f]{6}[.:-][0-9a-f]{6}',
  '[0-9a-f]{12}',
].map((form) => new RegExp(`${BEFORE}${form}${AFTER}`, 'gi'))

/** Not with a prefix length behind it: that is a network. */
const ADDRESS = new RegExp(`${BEFORE}\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w/-]|\\.\\w)`, 'gi')

/** Stands for what was taken out: no name reaches across it. */
const TAKEN = '\u0000'

type Reading = ReturnType<typeof parseMac>

/** The first that these forms find and that reads as meant, and the text without all that they find. */
function take(
  text: string,
  forms: readonly RegExp[],
  read: (word: string) => Reading,
): { readonly found: string; readonly rest: string } {
  let rest = text
  let found = ''
  for (const form of forms) {
    rest = rest.replaceAll(form, (word) => {
      const reading = read(word)
      if (!reading.ok) return word
      found ||= reading.value
      return TAKEN
    })
  }
  return { found, rest }
}

/** An address that a host could have: neither a netmask nor one that means no host. */
function hostAddress(word: string): Reading {
  const address = parseAddress(word)
  const first = address.ok ? Number.parseInt(address.value, 10) : 0
  const isOfNoHost = first === 0 || first === 127 || first >= 224
  return address.ok && isOfNoHost ? parseAddress('') : address
}

/** A label of a name; with letters, as a number alone is more often something else. */
const LABEL = '[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?'
const NAME = `${LABEL}(?:\\.${LABEL})*`

/** What calls a name a name comes first, then what looks like one. */
const NAMES = [
  // host printer-3f { … }
  `\\bhost\\s+(${NAME})\\s*\\{`,
  // host name: printer-3f, hostname = printer-3f, name: printer-3f
  `\\bhost[ -]?name\\s*(?:[:=]|\\bis\\b)\\s*["'\`“*_]*(${NAME})`,
  `\\b(?:host|name|device)\\s*[:=]\\s*["'\`“*_]*(${NAME})(?=["'\`”*_]*\\s*(?:$|[,;.)\\n\u0000]))`,
  // \`printer-3f\`
  `\`(${NAME})\``,
  // printer-3f.example.net
  `(?<![\\w.@/:-])(${LABEL}(?:\\.${LABEL}){2,})(?![\\w@/-]|\\.\\w)`,
  // printer-3f
  `(?<![\\w.@/:-])((?!r-\\d+\\b)(?=[a-z0-9-]*\\d)[a-z][a-z0-9]*-[a-z0-9-]*[a-z0-9])(?![\\w@/:-]|\\.\\w)`,
].map((form) => new RegExp(form, 'im'))

function nameIn(text: string): string {
  for (const form of NAMES) {
    const name = form.exec(text)?.[1]
    if (name !== undefined && parseName(name, ANY).ok) return name
  }
  return ''
}

const ANY = { pattern: undefined, domain: undefined }

/** Links as their words, and without people, channels and groups. */
function plainOf(text: string): string {
  const words = withoutLinks(text).replaceAll(/<[@#!][^<>]*>/g, ' ')
  return unescapeSlack(words).replaceAll(TAKEN, ' ')
}
