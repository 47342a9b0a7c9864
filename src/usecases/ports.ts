import type { Configuration, Edit } from '../dhcpd/source.ts'

/**
 * What one transaction came to. `stale`, `busy` and `unknown` are answers that lead to another try; the others
 * are outcomes and final (SAFETY C3).
 */
export type ApplyAnswer =
  | { readonly kind: 'applied'; readonly digest: string; readonly steps: readonly StepTime[] }
  | { readonly kind: 'unchanged' }
  /** Nothing was touched: the file or the member is not in a state to be changed, or `dhcpd -t` said no. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: string }
  | { readonly kind: 'rolled-back'; readonly detail: string }
  | { readonly kind: 'needs-operator'; readonly detail: string }
  /** The digest the plan was made on is no longer true: read and plan again. */
  | { readonly kind: 'stale' }
  /** Another transaction holds the member's lock. */
  | { readonly kind: 'busy' }
  /** The connection ended before the answer was whole: ask `status`. */
  | { readonly kind: 'unknown'; readonly detail: string }

/** Why nothing was touched: only `test-failed` speaks of the content that was sent. */
export type RefusalReason = 'test-failed' | 'base-broken' | 'daemon-down' | 'not-permitted' | 'environment'

/** How long one step of a transaction took on the member. */
export interface StepTime {
  readonly step: string
  readonly milliseconds: number
}

/** What a member says of a transaction id: its recorded outcome, that it never began, or that it is under way. */
export type StatusAnswer =
  | { readonly kind: 'recorded'; readonly answer: ApplyAnswer }
  | { readonly kind: 'unknown-transaction' }
  | { readonly kind: 'running' }

/** One apply of a plan to a member. */
export interface Transaction {
  /** Unique for ever; sending it again returns the recorded outcome and executes nothing (SAFETY C4). */
  readonly id: string
  /** The configuration that the edits were planned on. */
  readonly base: Configuration
  /** All in one file. */
  readonly edits: readonly Edit[]
}

/** One DHCP service, reached over SSH. Every method rejects with a {@link ServerUnreachable} and nothing else. */
export interface DhcpServer {
  readonly name: string
  /** Reads every file of the configuration and the leases; what is unchanged since the last call is not sent again. */
  read(): Promise<Configuration>
  apply(transaction: Transaction): Promise<ApplyAnswer>
  status(transactionId: string): Promise<StatusAnswer>
  close(): Promise<void>
}

/** The server cannot be asked: `message` says which link failed, `advice` what to do. Both are fit to be shown. */
export class ServerUnreachable extends Error {
  override readonly name = 'ServerUnreachable'
  readonly advice: string
  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options)
    this.advice = advice
  }
}
