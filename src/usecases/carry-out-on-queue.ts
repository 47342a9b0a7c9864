import { decideQueue, type Queue, type QueueCommand, type QueueRefusal } from '../request/queue.ts'
import type { QueueStore } from './ports.ts'

/** Decides a command on a server's queue and commits what comes of it, once, as {@link import('./carry-out.ts').carryOut} does. */
export async function carryOutOnQueue(
  queues: Pick<QueueStore, 'find' | 'commit'>,
  server: string,
  command: QueueCommand,
): Promise<Queue | QueueRefusal> {
  for (;;) {
    const queue = await queues.find(server)
    const decision = decideQueue(command, queue)
    if ('refusal' in decision) return decision
    if (decision.length === 0) return queue
    const next = await queues.commit(queue, decision)
    if (next) return next
  }
}
