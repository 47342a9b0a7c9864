import type { Verdict } from '../../dhcpd/grammar/refusals.ts'
import type { Family } from '../../inventory/address.ts'
import type { Inventory } from '../../inventory/model.ts'
import type { Terminal } from '../local/terminal.ts'
import type { Resolver } from './resolver.ts'

export interface ReadTerminal extends Terminal {
  /** Writes bytes as they are. */
  bytes(data: Uint8Array): void
}

/** What the reading commands work with. */
export interface Desk {
  readonly terminal: ReadTerminal
  /** What dhcpd itself would refuse, and what it would pass over. */
  verdict(inventory: Inventory, family: Family): Verdict
  readonly resolver: Resolver
}

/** What every command that reads a configuration is told. */
export interface ReadOptions {
  /** Path of the file, or `-` for standard input. */
  readonly file: string
  readonly leases: string | undefined
  /** Whether dhcpd reads the file for IPv4 (`-4`) or IPv6 (`-6`). */
  readonly family: Family
  /** One JSON object a line (docs/JSON.md) in place of columns. */
  readonly json: boolean
}

export const DONE = 0
/** Nothing found, or a file that dhcpd would refuse. */
export const REFUSED = 1
export const UNREADABLE = 2
