import { nearest } from '../config/nearest.ts'
import type { Typed } from './views/host-form.ts'

/** What someone typed after `/dhcp`. */
export type CommandLine =
  | { readonly verb: 'add'; readonly typed: Typed; readonly server: string | undefined }
  | { readonly verb: 'find'; readonly text: string; readonly server: string | undefined }
  | { readonly verb: 'help' }
  | { readonly verb: 'unknown'; readonly word: string; readonly meant: string | undefined }

const VERBS = ['add', 'find', 'help']

/** Reads `add [NAME] [MAC] [ADDRESS] [on SERVER]`, `find TEXT [on SERVER]`, `help` or nothing. Never refuses: the form does. */
export function parseCommandLine(text: string): CommandLine {
  const words = text.trim().split(/\s+/)
  const [verb = '', ...rest] = words
  switch (verb.toLowerCase()) {
    case 'add':
      return { verb: 'add', ...parseAdd(rest) }
    case 'find': {
      const { words, server } = takeServer(rest)
      return { verb: 'find', text: words.join(' '), server }
    }
    case '':
    case 'help':
      return { verb: 'help' }
    default:
      return { verb: 'unknown', word: verb, meant: nearest(verb.toLowerCase(), VERBS) }
  }
}

function parseAdd(words: readonly string[]): { typed: Typed; server: string | undefined } {
  const { words: values, server } = takeServer(words)
  const address = values.findLast(looksLikeAddress) ?? ''
  const others = values.filter((word) => word !== address)
  const [first = '', ...after] = others
  const typed =
    after.length === 0 && looksLikeMac(first)
      ? { name: '', mac: first, address }
      : { name: first, mac: after.join(' '), address }
  return { typed: { ...typed, address: address.toLowerCase() === 'auto' ? '' : address }, server }
}

function takeServer(words: readonly string[]): { words: readonly string[]; server: string | undefined } {
  if (words.length < 2 || words.at(-2)?.toLowerCase() !== 'on') return { words, server: undefined }
  return { words: words.slice(0, -2), server: words.at(-1) }
}

function looksLikeAddress(word: string): boolean {
  return word.toLowerCase() === 'auto' || /^\d+(\.\d*){3}$/.test(word)
}

/** Twelve hexadecimal digits, whatever stands between them: one word alone is then a MAC and not a name. */
function looksLikeMac(word: string): boolean {
  return /^([0-9a-f][:.-]?){12}$/i.test(word)
}
