import { nearest } from '../config/nearest.ts'
import { requestIdIn } from '../request/request.ts'
import type { Wanted } from './views/change-form.ts'
import type { Typed } from './views/host-form.ts'
import type { Deed } from './views/pick-host-form.ts'
import type { Which } from './views/request-list.ts'

/** What somebody wants to do with a host, as they typed it. */
export interface HostDeed {
  readonly deed: Deed
  /** Its name, or whatever finds it; `''` where it is still to be picked. */
  readonly host: string
  readonly wanted: Wanted
  /** Where it is to be moved: a subnet or an address in it. */
  readonly to?: string
}

/** What someone typed after `/dhcp`. */
export type CommandLine =
  | { readonly verb: 'add'; readonly typed: Typed; readonly server: string | undefined }
  | { readonly verb: 'find'; readonly text: string; readonly server: string | undefined }
  /** The network is empty where all is meant. */
  | { readonly verb: 'list' | 'free'; readonly network: string; readonly server: string | undefined }
  /** `new`: only of devices that are not registered. */
  | { readonly verb: 'leases' | 'new'; readonly text: string; readonly server: string | undefined }
  | { readonly verb: 'pause'; readonly reason: string; readonly server: string | undefined }
  | { readonly verb: 'resume' | 'status' | 'check'; readonly server: string | undefined }
  | { readonly verb: 'host'; readonly meant: HostDeed; readonly server: string | undefined }
  /** `id` is undefined where none was typed. */
  | { readonly verb: 'show' | 'cancel' | 'undo'; readonly id: number | undefined }
  | { readonly verb: 'requests'; readonly which: Which }
  | { readonly verb: 'history'; readonly text: string }
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
  'cancel',
  'check',
  'delegate',
  'edit',
  'find',
  'free',
  'help',
  'history',
  'leases',
  'list',
  'mine',
  'move',
  'new',
  'pause',
  'remove',
  'rename',
  'replace',
  'requests',
  'resume',
  'show',
  'status',
  'undo',
]

/**
 * Reads `add [NAME] [MAC] [ADDRESS]`, `edit [HOST]`, `rename HOST [NAME]`, `replace HOST [MAC]`, `move HOST [ADDRESS|SUBNET]`,
 * `remove [HOST]`, `find TEXT`, `list [SUBNET]`, `free [SUBNET]`, `leases [TEXT]`, `new [TEXT]`, `pause [REASON]`, `resume`, `status` or
 * `check`, each with `on SERVER` behind it where that is wanted; `show`, `cancel` or `undo` of a request;
 * `requests [mine|pending|all]`, `history HOST`; `delegate @somebody until DAY [REASON]` or `delegate off`; or `mine`, `help`,
 * or nothing. Never refuses: the form does.
 */
export function parseCommandLine(text: string): CommandLine {
  const words = unescapeSlack(withoutLinks(text)).trim().split(/\s+/)
  const [verb = '', ...rest] = words
  const known = verb.toLowerCase()
  switch (known) {
    case 'add':
      return { verb: 'add', ...parseAdd(rest) }
    case 'find':
    case 'new':
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
    case 'edit':
    case 'rename':
    case 'move':
    case 'replace':
    case 'remove':
      return parseDeed(known, rest)
    case 'show':
    case 'cancel':
    case 'undo':
      return { verb: known, id: requestIdIn(rest.join(' ')) }
    case 'requests':
      return { verb: 'requests', which: whichOf(rest[0]) }
    case 'history':
      return { verb: 'history', text: rest.join(' ') }
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

type DeedVerb = 'edit' | 'rename' | 'move' | 'replace' | 'remove'

/** The host's name, and behind it what it is to be: its name, its MAC address, or where it moves to. */
function parseDeed(verb: DeedVerb, words: readonly string[]): CommandLine {
  const { words: values, server } = takeServer(words)
  const [host = '', ...rest] = values
  const text = rest.filter((word) => word.toLowerCase() !== 'to').join(' ')
  return { verb: 'host', meant: meantBy(verb, host, text), server }
}

function meantBy(verb: DeedVerb, host: string, text: string): HostDeed {
  const edit = { deed: 'edit', host, wanted: {} } as const
  if (verb === 'remove') return { ...edit, deed: 'remove' }
  if (text === '') return edit
  switch (verb) {
    case 'rename':
      return { ...edit, wanted: { name: text } }
    case 'replace':
      return { ...edit, wanted: { mac: text } }
    case 'move':
      return looksLikeAddress(text) ? { ...edit, wanted: { address: text } } : { ...edit, to: text }
    case 'edit':
      return edit
    default:
      return verb satisfies never
  }
}

function whichOf(word: string | undefined): Which {
  const typed = word?.toLowerCase()
  return typed === 'pending' || typed === 'all' ? typed : 'mine'
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
export function withoutLinks(text: string): string {
  return text
    .replaceAll(/<(?:https?:\/\/|mailto:)[^<>|]*\|([^<>]*)>/g, '$1')
    .replaceAll(/<(https?:\/\/[^<>]*)>/g, '$1')
}

/** Slack sends these three escaped, whatever the manifest says. */
export function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
