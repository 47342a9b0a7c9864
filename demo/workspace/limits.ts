/** The times and counts that Slack enforces; tests shorten the times. All times are in milliseconds. */
export interface Limits {
  /** For the acknowledgement of a command or an interaction. */
  readonly ackMs: number
  readonly triggerMs: number
  readonly responseUrlMs: number
  readonly responseUrlUses: number
  /** For the socket's address that apps.connections.open gives. */
  readonly ticketMs: number
  readonly sockets: number
  readonly stackedViews: number
  /** For the bytes of a file, once its address was given. */
  readonly uploadMs: number
  /** Bytes of one file. */
  readonly largestFile: number
}

export const slackLimits: Limits = {
  ackMs: 3_000,
  triggerMs: 3_000,
  responseUrlMs: 30 * 60_000,
  responseUrlUses: 5,
  ticketMs: 30_000,
  sockets: 10,
  stackedViews: 3,
  uploadMs: 10 * 60_000,
  largestFile: 20_000_000,
}
