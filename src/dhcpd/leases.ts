import { plainIpv4 } from './ipv4.ts'
import { meaningOf } from './meaning.ts'
import { parse } from './parse.ts'
import type { ByteString } from './source.ts'
import { keywordOf, type Statement, type SyntaxTree, wordsOf } from './syntax.ts'
import { isQuoted, unquoted } from './words.ts'

/** One IPv4 lease as its last entry in `dhcpd.leases` states it (man 5 dhcpd.leases). */
export interface LeaseEntry {
  /** In plain decimal. */
  readonly address: string
  /** In lower case with two-digit octets. */
  readonly mac: string | undefined
  readonly hostname: ByteString | undefined
  /** The binding state, as written in lower case. Entries without one are older than failover: `active`. */
  readonly state: string
  /** ISO 8601 instant; undefined for `never` or when not stated. */
  readonly ends: string | undefined
}

/**
 * Reads a lease database. The file is a log: the last entry of an address holds. dhcpd may be writing while it is
 * read, so an entry cut off at the end is left out and nothing is reported.
 */
export function readLeases(content: ByteString): LeaseEntry[] {
  const tree = parse(content)
  const latest = new Map<string, LeaseEntry>()
  for (const statement of tree.statements) {
    const entry = leaseEntry(tree, statement)
    if (entry) latest.set(entry.address, entry)
  }
  return [...latest.values()]
}

function leaseEntry(tree: SyntaxTree, statement: Statement): LeaseEntry | undefined {
  if (!statement.block || !statement.complete || keywordOf(tree, statement) !== 'lease') return undefined
  const address = plainIpv4(wordsOf(tree, statement).slice(1).join(''))
  if (address === undefined) return undefined
  const entry = {
    address,
    mac: undefined as string | undefined,
    hostname: undefined as ByteString | undefined,
    state: 'active',
    ends: undefined as string | undefined,
  }
  for (const line of statement.block) {
    const words = wordsOf(tree, line)
    switch (keywordOf(tree, line)) {
      case 'hardware': {
        const meaning = meaningOf(tree, line)
        if (meaning.kind === 'hardware') entry.mac = meaning.address
        break
      }
      case 'client-hostname':
        if (words[1] !== undefined && isQuoted(words[1])) entry.hostname = unquoted(words[1])
        break
      case 'binding':
        entry.state = words[2]?.toLowerCase() ?? entry.state
        break
      case 'ends':
        entry.ends = instant(words.slice(1))
    }
  }
  return entry
}

/** `WEEKDAY YYYY/MM/DD HH:MM:SS` in UTC, `epoch SECONDS`, or `never`. */
function instant(words: readonly ByteString[]): string | undefined {
  const [kind, date = '', time = ''] = words
  const text = kind === 'epoch' ? Number(date) * 1000 : `${date.replaceAll('/', '-')}T${time}Z`
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}
