/** Where an executable statement stands. */
export interface Execution {
  /** Whether `case` and `default:` may stand here, and what they are compared with. */
  readonly cases: 'none' | 'data' | 'numeric'
  /** Whether dhcpd runs it when it starts: it does so with what stands outside every block. */
  readonly atStart: boolean
}

/** What dhcpd runs for a client's request, in the block of a condition or an event. */
export const WITHIN: Execution = { cases: 'none', atStart: false }
