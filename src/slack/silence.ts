/** Milliseconds: a click must be acknowledged within 3 s, and what it depends on is asked of Slack before. */
const PATIENCE = 1_500

/** Settles when a person can be kept waiting for Slack no longer, and keeps no process alive. */
export function silence(): Promise<undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  setTimeout(resolve, PATIENCE, undefined).unref()
  return promise
}
