import type { QueueStore } from './ports.ts'

export interface WatchDeps {
  readonly queues: Pick<QueueStore, 'versions'>
  /** Wakes the worker of a server. */
  readonly ring: (server: string) => void
  readonly deliver: () => void
}

/** Milliseconds after which a change is noticed. */
const GLANCE = 1_000

/** Notices what was done to the queues, in Slack or by a command line beside the bot, and wakes those who act on it. */
export function createQueueWatch({ queues, ring, deliver }: WatchDeps): () => Promise<number> {
  let known: ReadonlyMap<string, number> = new Map()
  return async () => {
    const present = await queues.versions()
    const changed = [...present].filter(([server, version]) => known.get(server) !== version)
    known = present
    for (const [server] of changed) ring(server)
    if (changed.length > 0) deliver()
    return GLANCE
  }
}
