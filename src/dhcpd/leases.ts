import { plainIpv4 } from './ipv4.ts'
import { type LeaseHostEntry, leaseHostEntry } from './lease-hosts.ts'
import { meaningOf } from './meaning.ts'
import { parse } from './parse.ts'
import type { ByteString } from './source.ts'
import { keywordOf, type Statement, type SyntaxTree, wordsOf } from './syntax.ts'
import { isQuoted, unquoted } from './words.ts'

/** One lease as its last entry in `dhcpd.leases` states it (man 5 dhcpd.leases). */
export interface LeaseEntry {
  /** IPv4 in plain decimal; an IPv6 address or delegated prefix as written. */
  readonly address: string
  /** In lower case with two-digit octets. */
  readonly mac: string | undefined
  readonly hostname: ByteString | undefined
  /** The binding state, as written in lower case. Entries without one are older than failover: `active`. */
  readonly state: string
  /** ISO 8601 instant; undefined for `never` or when not stated. */
  readonly ends: string | undefined
}

/** What a lease database holds, each by its last entry. */
export interface LeaseDatabase {
  readonly leases: readonly LeaseEntry[]
  readonly hosts: readonly LeaseHostEntry[]
}

/**
 * Reads a lease database. The file is a log: the last entry of an address, and of a host, holds. dhcpd may be writing
 * while it is read, so an entry cut off at the end is left out and nothing is reported.
 */
export function readLeaseDatabase(content: ByteString): LeaseDatabase {
  const tree = parse(content)
  const leases = new Map<string, LeaseEntry>()
  const hosts = new Map<string, LeaseHostEntry>()
  for (const statement of tree.statements) {
    if (!statement.block || !statement.complete) continue
    switch (keywordOf(tree, statement)) {
      case 'lease':
        for (const entry of leaseEntries(tree, statement, statement.block)) leases.set(entry.address, entry)
        break
      case 'ia-na':
      case 'ia-ta':
      case 'ia-pd':
        for (const inner of statement.block) {
          for (const entry of lease6Entries(tree, inner)) leases.set(entry.address, entry)
        }
        break
      case 'host': {
        const entry = leaseHostEntry(tree, statement)
        if (entry) hosts.set(entry.name, entry)
      }
    }
  }
  return { leases: [...leases.values()], hosts: [...hosts.values()] }
}

function leaseEntries(tree: SyntaxTree, statement: Statement, block: readonly Statement[]): LeaseEntry[] {
  const address = plainIpv4(wordsOf(tree, statement).slice(1).join(''))
  return address === undefined ? [] : [entryOf(tree, address, block)]
}

/** `iaaddr` and `iaprefix` in an identity association; its other statements say when, not what. */
function lease6Entries(tree: SyntaxTree, statement: Statement): LeaseEntry[] {
  const { block } = statement
  const keyword = keywordOf(tree, statement)
  if (!block || (keyword !== 'iaaddr' && keyword !== 'iaprefix')) return []
  return [entryOf(tree, wordsOf(tree, statement).slice(1).join(''), block)]
}

function entryOf(tree: SyntaxTree, address: string, block: readonly Statement[]): LeaseEntry {
  let mac: string | undefined
  let hostname: ByteString | undefined
  let state = 'active'
  let ends: string | undefined
  for (const line of block) {
    const words = wordsOf(tree, line)
    switch (keywordOf(tree, line)) {
      case 'hardware': {
        const meaning = meaningOf(tree, line)
        if (meaning.kind === 'hardware') mac = meaning.address
        break
      }
      case 'client-hostname':
        if (words[1] !== undefined && isQuoted(words[1])) hostname = unquoted(words[1])
        break
      case 'binding':
        state = words[2]?.toLowerCase() ?? state
        break
      case 'ends':
        ends = instant(words.slice(1))
    }
  }
  return { address, mac, hostname, state, ends }
}

/** `WEEKDAY YYYY/MM/DD HH:MM:SS` in UTC, `epoch SECONDS`, or `never`. */
function instant(words: readonly ByteString[]): string | undefined {
  const [kind, date = '', time = ''] = words
  const text = kind === 'epoch' ? Number(date) * 1000 : `${date.replaceAll('/', '-')}T${time}Z`
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}
