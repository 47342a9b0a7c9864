import { plainHardware } from './hardware.ts'
import { onlyIpv4, plainIpv4 } from './ipv4.ts'
import type { PlainHost } from './plain-host.ts'
import { plainHostOf } from './plain-hosts.ts'
import type { ByteString } from './source.ts'
import { keywordOf, type Statement, type SyntaxTree, wordsOf } from './syntax.ts'
import { commaGroups, commaList, dottedList, isQuoted, unquoted } from './words.ts'

/** What a statement says, as far as an inventory needs it. This file alone knows what `host` means. */
export type Meaning =
  /** `plain` for a host of the usual shape: all that it says. */
  | { readonly kind: 'host'; readonly name: ByteString; readonly plain: PlainHost | undefined }
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
  /** A client identifier as it is written: a string with its quotes, or octets. */
  | { readonly kind: 'uid'; readonly value: ByteString }
  /** `host-identifier option NAME VALUE`, the value as it is written. */
  | { readonly kind: 'identifier'; readonly option: string; readonly value: ByteString }
  /** `group NAME;` in a host, which then inherits from that group wherever it stands. */
  | { readonly kind: 'group-of-host'; readonly name: ByteString }
  /** `dynamic;` and `deleted;`: what dhcpd itself writes about hosts that OMAPI made or took away. */
  | { readonly kind: 'dynamic' | 'deleted' }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  /** `range6 FIRST LAST;` or `range6 PREFIX/LENGTH;`, as written. */
  | { readonly kind: 'range6'; readonly from: string; readonly to: string | undefined }
  | { readonly kind: 'routers'; readonly addresses: readonly string[] }
  | { readonly kind: 'include'; readonly path: ByteString }
  /** Runs a program on the server. */
  | { readonly kind: 'execute' }
  /** Any other statement: a parameter, an option, a permission. */
  | { readonly kind: 'plain' }
  | { readonly kind: 'malformed'; readonly message: string }

/** Reads one statement. Pure and total: what dhcpd would not accept is `malformed`, with a sentence for people. */
export function meaningOf(tree: SyntaxTree, statement: Statement): Meaning {
  const keyword = keywordOf(tree, statement)
  if (keyword === 'host') {
    const plain = plainHostOf(tree, statement)
    if (plain) return { kind: 'host', name: plain.name, plain }
  }
  if (statement.hasBlock) return meaningOfBlock(keyword, argumentsOf(tree, statement))
  return PLAIN_KEYWORDS.has(keyword) ? PLAIN : meaningOfLine(keyword, argumentsOf(tree, statement))
}

/** The words behind the keyword. */
function argumentsOf(tree: SyntaxTree, statement: Statement): ByteString[] {
  const words = wordsOf(tree, statement)
  words.shift()
  return words
}

const PLAIN: Meaning = { kind: 'plain' }
const CONDITIONAL: Meaning = { kind: 'conditional' }
const OTHER_BLOCK: Meaning = { kind: 'other-block' }

/** Some that are met often: knowing them spares looking at the rest of the statement. */
const PLAIN_KEYWORDS: ReadonlySet<string> = new Set([
  'filename',
  'next-server',
  'ddns-hostname',
  'allow',
  'deny',
])

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
      return { kind: 'shared-network', name: words[0] }
    case 'subnet6':
      return { kind: 'subnet6', name: words.join('') }
  }
  if (CONDITIONALS.has(keyword)) return CONDITIONAL
  if (OTHER_BLOCKS.has(keyword)) return OTHER_BLOCK
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
    case 'uid':
      return { kind: 'uid', value: words.join('') }
    case 'host-identifier':
      return identifierMeaning(words)
    case 'dynamic':
    case 'deleted':
      return { kind: keyword }
    case 'group':
      return { kind: 'group-of-host', name: words.join('') }
    case 'range':
      return rangeMeaning(words)
    case 'range6':
      return { kind: 'range6', from: words[0] ?? '', to: words[1] }
    case 'include':
      return includeMeaning(words)
    case 'option':
      return optionMeaning(words)
    case 'execute':
      return { kind: 'execute' }
    case 'host':
    case 'subnet':
    case 'shared-network':
      return malformed(`this ${keyword} has no block in braces`)
    default:
      return PLAIN
  }
}

const ETHERNET = 'ethernet'
const HOST_NAME = /^[A-Za-z0-9._-]+$/

/** Letters, digits, `-`, `_` and dots; never quoted. */
function hostMeaning(words: readonly ByteString[]): Meaning {
  const [name, ...more] = words.length === 1 ? words : dottedList(words)
  if (name === undefined || more.length > 0 || !HOST_NAME.test(name)) {
    return malformed('a host has one name of letters, digits, `-`, `_` and dots, without quotes')
  }
  return { kind: 'host', name, plain: undefined }
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

function hardwareMeaning(words: readonly ByteString[]): Meaning {
  const [type, first = ''] = words
  const address = plainHardware(words.length === 2 ? first : words.slice(1).join(''))
  if (type === undefined || address === undefined) {
    return malformed('a hardware address is written `hardware ethernet 00:11:22:33:44:55;`')
  }
  // The one that is nearly always meant, so that not each host keeps a copy.
  return { kind: 'hardware', type: type === ETHERNET ? ETHERNET : type.toLowerCase(), address }
}

function fixedAddressMeaning(words: readonly ByteString[]): Meaning {
  const [only = ''] = words
  const plain = words.length === 1 ? plainIpv4(only) : undefined
  if (plain !== undefined) return { kind: 'fixed-address', addresses: [plain] }
  const parts = commaList(words)
  // Two words without a dot or comma between them are what a missing `;` leaves behind.
  const whole = commaGroups(words).every((group) => dottedList(group).length === 1)
  if (!whole || !parts.every((part) => HOST_NAME.test(part))) {
    return malformed('a fixed address is a list of addresses or names with commas between them')
  }
  return { kind: 'fixed-address', addresses: parts.map((part) => plainIpv4(part) ?? part) }
}

function identifierMeaning([, option, ...value]: readonly ByteString[]): Meaning {
  if (option === undefined)
    return malformed('a host-identifier is written `host-identifier option NAME VALUE;`')
  return { kind: 'identifier', option: option.toLowerCase(), value: value.join('') }
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
  if (words[0]?.toLowerCase() !== 'routers') return PLAIN
  return { kind: 'routers', addresses: onlyIpv4(commaList(words.slice(1))) }
}

function malformed(message: string): Meaning {
  return { kind: 'malformed', message }
}
