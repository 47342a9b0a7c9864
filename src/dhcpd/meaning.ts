import { onlyIpv4, plainIpv4 } from './ipv4.ts'
import type { ByteString } from './source.ts'
import { keywordOf, type Statement, type SyntaxTree, wordsOf } from './syntax.ts'
import { commaGroups, commaList, dottedList, isQuoted, unquoted } from './words.ts'

/** What a statement says, as far as an inventory needs it. This file alone knows what `host` means. */
export type Meaning =
  | { readonly kind: 'host'; readonly name: ByteString }
  | { readonly kind: 'subnet'; readonly network: string; readonly netmask: string }
  /** A declaration whose hosts inherit from it. */
  | { readonly kind: 'group' | 'subnet6' | 'shared-network' | 'pool'; readonly name: ByteString | undefined }
  /** A block that holds no declarations, only what is done for a client: `if`, `on`, … */
  | { readonly kind: 'conditional' }
  /** A block of another kind, in which no host may stand: `class`, `key`, `zone`, … */
  | { readonly kind: 'other-block' }
  /** `address` in lower case with two-digit octets. */
  | { readonly kind: 'hardware'; readonly type: string; readonly address: string }
  /** IPv4 addresses in plain decimal, or DNS names as written. */
  | { readonly kind: 'fixed-address'; readonly addresses: readonly string[] }
  | { readonly kind: 'fixed-address6'; readonly addresses: readonly string[] }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  | { readonly kind: 'routers'; readonly addresses: readonly string[] }
  | { readonly kind: 'include'; readonly path: ByteString }
  /** Any other statement: a parameter, an option, a permission. */
  | { readonly kind: 'plain' }
  | { readonly kind: 'malformed'; readonly message: string }

/** Reads one statement. Pure and total: what dhcpd would not accept is `malformed`, with a sentence for people. */
export function meaningOf(tree: SyntaxTree, statement: Statement): Meaning {
  const keyword = keywordOf(tree, statement)
  const words = wordsOf(tree, statement).slice(1)
  return statement.block ? meaningOfBlock(keyword, words) : meaningOfLine(keyword, words)
}

const CONDITIONALS: ReadonlySet<string> = new Set(['if', 'elsif', 'else', 'switch', 'on', 'define', 'set'])
const OTHER_BLOCKS: ReadonlySet<string> = new Set([
  'class',
  'subclass',
  'vendor-class',
  'user-class',
  'key',
  'zone',
  'failover',
])

function meaningOfBlock(keyword: string, words: readonly ByteString[]): Meaning {
  switch (keyword) {
    case 'host':
      return hostMeaning(words)
    case 'subnet':
      return subnetMeaning(words)
    case 'pool':
    case 'pool6':
      return words.length === 0 ? { kind: 'pool', name: undefined } : malformed('a pool has no name')
    case 'group':
      return { kind: 'group', name: words[0] }
    case 'shared-network':
    case 'subnet6':
      return { kind: keyword, name: words[0] }
  }
  if (CONDITIONALS.has(keyword)) return { kind: 'conditional' }
  if (OTHER_BLOCKS.has(keyword)) return { kind: 'other-block' }
  return malformed('these words open no block; a `;` may be missing before the `{`')
}

function meaningOfLine(keyword: string, words: readonly ByteString[]): Meaning {
  switch (keyword) {
    case 'hardware':
      return hardwareMeaning(words)
    case 'fixed-address':
      return fixedAddressMeaning(words)
    case 'fixed-address6':
      return { kind: 'fixed-address6', addresses: commaList(words) }
    case 'range':
      return rangeMeaning(words)
    case 'include':
      return includeMeaning(words)
    case 'option':
      return optionMeaning(words)
    case 'host':
    case 'subnet':
    case 'shared-network':
      return malformed(`this ${keyword} has no block in braces`)
    default:
      return { kind: 'plain' }
  }
}

/** Letters, digits, `-`, `_` and dots; never quoted. */
function hostMeaning(words: readonly ByteString[]): Meaning {
  const [name, ...more] = dottedList(words)
  if (name === undefined || more.length > 0 || !/^[A-Za-z0-9._-]+$/.test(name)) {
    return malformed('a host has one name of letters, digits, `-`, `_` and dots, without quotes')
  }
  return { kind: 'host', name }
}

function subnetMeaning(words: readonly ByteString[]): Meaning {
  const [network, netmask, mask, ...more] = dottedList(words)
  const plainNetwork = plainIpv4(network ?? '')
  const plainMask = plainIpv4(mask ?? '')
  const wellFormed = netmask?.toLowerCase() === 'netmask' && more.length === 0
  if (!wellFormed || plainNetwork === undefined || plainMask === undefined) {
    return malformed('a subnet is written `subnet ADDRESS netmask MASK`')
  }
  return { kind: 'subnet', network: plainNetwork, netmask: plainMask }
}

/** 1–2 digit octets between colons, up to 20 bytes (man 5 dhcpd.conf). */
function hardwareMeaning(words: readonly ByteString[]): Meaning {
  const [type, ...parts] = words
  const octets = parts.join('').split(':')
  const wellFormed = octets.length <= 20 && octets.every((octet) => /^[0-9a-fA-F]{1,2}$/.test(octet))
  if (type === undefined || !wellFormed) {
    return malformed('a hardware address is written `hardware ethernet 00:11:22:33:44:55;`')
  }
  const address = octets.map((octet) => octet.toLowerCase().padStart(2, '0')).join(':')
  return { kind: 'hardware', type: type.toLowerCase(), address }
}

function fixedAddressMeaning(words: readonly ByteString[]): Meaning {
  const parts = commaList(words)
  // Two words without a dot or comma between them are what a missing `;` leaves behind.
  const whole = commaGroups(words).every((group) => dottedList(group).length === 1)
  if (!whole || !parts.every((part) => /^[A-Za-z0-9._-]+$/.test(part))) {
    return malformed('a fixed address is a list of addresses or names with commas between them')
  }
  return { kind: 'fixed-address', addresses: parts.map((part) => plainIpv4(part) ?? part) }
}

/** `range [dynamic-bootp] FROM [TO];`: one address alone is a range of one. */
function rangeMeaning(words: readonly ByteString[]): Meaning {
  const bare = words[0]?.toLowerCase() === 'dynamic-bootp' ? words.slice(1) : words
  const listed = dottedList(bare)
  const [from, to] = onlyIpv4(listed)
  if (from === undefined || listed.length > 2 || (listed.length === 2 && to === undefined)) {
    return malformed('a range is written `range FIRST LAST;`')
  }
  return { kind: 'range', from, to: to ?? from }
}

function includeMeaning(words: readonly ByteString[]): Meaning {
  const [path] = words
  if (path === undefined || words.length !== 1 || !isQuoted(path)) {
    return malformed('an include names one file in double quotes')
  }
  return { kind: 'include', path: unquoted(path) }
}

function optionMeaning(words: readonly ByteString[]): Meaning {
  if (words[0]?.toLowerCase() !== 'routers') return { kind: 'plain' }
  return { kind: 'routers', addresses: onlyIpv4(commaList(words.slice(1))) }
}

function malformed(message: string): Meaning {
  return { kind: 'malformed', message }
}
