import { meaningOf } from './meaning.ts'
import type { ByteString } from './source.ts'
import { extentOf, type Statement, type SyntaxTree } from './syntax.ts'

/**
 * A host that `dhcpd.leases` declares: made by OMAPI, or deleted. A deleted one masks the host of that name in
 * `dhcpd.conf` after every restart.
 */
export interface LeaseHostEntry {
  readonly name: ByteString
  readonly deleted: boolean
  /** In lower case with two-digit octets. */
  readonly mac: string | undefined
  readonly addresses: readonly string[]
  /** Where its last entry begins, in bytes. */
  readonly offset: number
}

/** Reads one host entry; undefined where it has no proper name. */
export function leaseHostEntry(tree: SyntaxTree, statement: Statement): LeaseHostEntry | undefined {
  const host = meaningOf(tree, statement)
  if (host.kind !== 'host') return undefined
  let deleted = false
  let mac: string | undefined
  let addresses: readonly string[] = []
  for (const inner of statement.block ?? []) {
    const meaning = meaningOf(tree, inner)
    if (meaning.kind === 'deleted') deleted = true
    else if (meaning.kind === 'hardware') mac = meaning.address
    else if (meaning.kind === 'fixed-address') addresses = meaning.addresses
  }
  return { name: host.name, deleted, mac, addresses, offset: extentOf(tree, statement).offset }
}
