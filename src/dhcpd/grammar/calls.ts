import type { Kind } from './expression-kind.ts'

/** What stands between the parentheses of a call: an expression, or a word of a kind. */
export type Argument = 'data' | 'numeric' | 'size' | 'string' | 'variable'

export interface Call {
  readonly gives: Kind
  readonly takes: readonly Argument[]
  /** Whether the last argument may come again. */
  readonly repeats: boolean
}

function call(gives: Kind, ...takes: Argument[]): Call {
  return { gives, takes, repeats: false }
}

/** The functions that dhcpd has (man 5 dhcp-eval). */
export const CALLS: ReadonlyMap<string, Call> = new Map([
  ['substring', call('data', 'data', 'numeric', 'numeric')],
  ['suffix', call('data', 'data', 'numeric')],
  ['lcase', call('data', 'data')],
  ['ucase', call('data', 'data')],
  ['concat', { gives: 'data', takes: ['data', 'data'], repeats: true }],
  ['binary-to-ascii', call('data', 'numeric', 'numeric', 'data', 'data')],
  ['reverse', call('data', 'numeric', 'data')],
  ['pick-first-value', { gives: 'data', takes: ['data'], repeats: true }],
  ['packet', call('data', 'numeric', 'numeric')],
  ['extract-int', call('numeric', 'data', 'size')],
  ['encode-int', call('data', 'numeric', 'size')],
  ['defined', call('boolean', 'variable')],
  ['gethostname', call('data')],
  ['gethostbyname', call('data', 'string')],
  ['v6relay', call('data', 'numeric', 'data')],
])

/** Words that stand for a value by themselves. */
export const CONSTANTS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...words('boolean', 'static known'),
  ...words('data', 'hardware leased-address filename server-name null host-decl-name STRING'),
  ...words('numeric', 'lease-time client-state booting reboot select request bound renew rebind'),
  ...words(
    'numeric',
    'formerr noerror notauth notimp notzone nxdomain nxrrset refused servfail yxdomain yxrrset',
  ),
])

function words(kind: Kind, list: string): [string, Kind][] {
  return list.split(' ').map((word) => [word, kind])
}
