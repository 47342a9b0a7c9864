import { nearest } from '../config/nearest.ts'
import type { Typed } from './views/host-form.ts'

/** What someone typed after `/dhcp`. */
export type CommandLine =
  | { readonly verb: 'add'; readonly typed: Typed; readonly server: string | undefined }
  | { readonly verb: 'find'; readonly text: string; readonly server: string | undefined }
  /** The network is empty where all is meant. */
  | { readonly verb: 'list' | 'free'; readonly network: string; readonly server: string | undefined }
  | { readonly verb: 'leases'; readonly text: string; readonly server: string | undefined }
  | { readonly verb: 'pause'; readonly reason: string; readonly server: string | undefined }
  | { readonly verb: 'resume' | 'status' | 'check'; readonly server: string | undefined }
  | { readonly verb: 'mine' }
  /** `to` is the id of a user; what is missing or not understood is undefined. */
  | {
      readonly verb: 'delegate'
      readonly to: string | undefined
      readonly until: string | undefined
      readonly reason: string
    }
  | { readonly verb: 'delegate-off' }
  | { readonly verb: 'help' }
  | { readonly verb: 'unknown'; readonly word: string; readonly meant: string | undefined }

const VERBS = [
  'add',
  'check',
  'delegate',
  'find',
  'free',
  'leases',
  'list',
  'mine',
  'pause',
  'resume',
  'status',
  'help',
]

/**
 * Reads `add [NAME] [MAC] [ADDRESS]`, `find TEXT`, `list [SUBNET]`, `free [SUBNET]`, `leases [TEXT]`,
 * `pause [REASON]`, `resume`, `status` or `check`, each with `on SERVER` behind it where that is wanted; `delegate @somebody until DAY [REASON]` or `delegate off`; or `mine`, `help`, or nothing. Never refuses: the form does.
 */
export function parseCommandLine(text: string): CommandLine {
  const words = unescapeSlack(withoutLinks(text)).trim().split(/\s+/)
  const [verb = '', ...rest] = words
  const known = verb.toLowerCase()
  switch (known) {
    case 'add':
      return { verb: 'add', ...parseAdd(rest) }
    case 'find':
    case 'leases': {
      const { words, server } = takeServer(rest)
      return { verb: known, text: words.join(' '), server }
    }
    case 'list':
    case 'free': {
      const { words, server } = takeServer(rest)
      return { verb: known, network: words.join(' '), server }
    }
    case 'pause': {
      const { words, server } = takeServer(rest)
      return { verb: 'pause', reason: words.join(' '), server }
    }
    case 'resume':
    case 'status':
    case 'check':
      return { verb: known, server: takeServer(rest).server }
    case 'mine':
      return { verb: 'mine' }
    case 'delegate':
      return parseDelegate(rest)
    case '':
    case 'help':
      return { verb: 'help' }
    default:
      return { verb: 'unknown', word: verb, meant: nearest(known, VERBS) }
  }
}

/** `@somebody until DAY [REASON]`, or `off`. */
function parseDelegate(words: readonly string[]): CommandLine {
  const [to = '', preposition = '', day, ...reason] = words
  if (to.toLowerCase() === 'off') return { verb: 'delegate-off' }
  const [, user] = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(to) ?? []
  const until = preposition.toLowerCase() === 'until' ? day : undefined
  return { verb: 'delegate', to: user, until, reason: reason.join(' ') }
}

/** The MAC is found first; what stands before it is the name, and what follows it the address, whatever it looks like. */
function parseAdd(words: readonly string[]): { typed: Typed; server: string | undefined } {
  const { words: values, server } = takeServer(words)
  const { before, mac, after } = splitAtMac(values)
  const [name = '', ...rest] = before
  const address = [...rest, ...after].join(' ')
  return { typed: { name, mac, address: address.toLowerCase() === 'auto' ? '' : address }, server }
}

interface AroundMac {
  readonly before: readonly string[]
  readonly mac: string
  readonly after: readonly string[]
}

/** Where no word is a MAC, the second one was meant to be, unless it looks like an address. */
function splitAtMac(words: readonly string[]): AroundMac {
  for (const [index] of words.entries()) {
    const length = [1, 6].find((count) => looksLikeMac(words.slice(index, index + count), count))
    if (length === undefined) continue
    return {
      before: words.slice(0, index),
      mac: words.slice(index, index + length).join(' '),
      after: words.slice(index + length),
    }
  }
  const [name, second] = words
  if (name === undefined || second === undefined || looksLikeAddress(second))
    return { before: words, mac: '', after: [] }
  return { before: [name], mac: second, after: words.slice(2) }
}

function takeServer(words: readonly string[]): { words: readonly string[]; server: string | undefined } {
  if (words.length < 2 || words.at(-2)?.toLowerCase() !== 'on') return { words, server: undefined }
  return { words: words.slice(0, -2), server: words.at(-1) }
}

function looksLikeAddress(word: string): boolean {
  return word.toLowerCase() === 'auto' || /^\d+(\.\d*){3}$/.test(word)
}

/** One word with twelve hexadecimal digits, whatever stands between them, or six words of two. */
function looksLikeMac(words: readonly string[], count: number): boolean {
  if (words.length !== count) return false
  if (count === 1)
    return /^([0-9a-f][:.-]?){12}$|^[0-9a-f]{1,2}([:-][0-9a-f]{1,2}){3,}$/i.test(words[0] ?? '')
  return words.every((word) => /^[0-9a-f]{1,2}$/i.test(word))
}

/**
 * The manifest has Slack send people by their ids, as `<@U0123|name>`: names are not theirs alone. Names of hosts and web addresses
 * come as links then, and are taken as they were typed.
 */
function withoutLinks(text: string): string {
  return text
    .replaceAll(/<(?:https?:\/\/|mailto:)[^<>|]*\|([^<>]*)>/g, '$1')
    .replaceAll(/<(https?:\/\/[^<>]*)>/g, '$1')
}

/** Slack sends these three escaped, whatever the manifest says. */
function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
