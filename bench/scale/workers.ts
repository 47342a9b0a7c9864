import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ReplicaSettings } from '../../test/support/simulated/replica.ts'

const PROCESS = fileURLToPath(new URL('./worker-process.ts', import.meta.url))

/** Workers that share a store, each in a process of its own. */
export interface Workers extends AsyncDisposable {
  /** What all of them together have asked the database so far. */
  roundTrips(): Promise<number>
  /** Whether one ended that should not. */
  hasFailed(): boolean
}

export async function startWorkers(count: number, settings: ReplicaSettings): Promise<Workers> {
  await using parts = new AsyncDisposableStack()
  const workers = Array.from({ length: count }, () => {
    const worker = fork(PROCESS, [JSON.stringify(settings)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    parts.defer(() => end(worker))
    return worker
  })
  await Promise.all(workers.map(answerOf))
  const kept = parts.move()
  return {
    async roundTrips() {
      const counts = workers.map((worker) => {
        const answer = answerOf(worker)
        worker.send('how many?')
        return answer
      })
      return (await Promise.all(counts)).reduce<number>((sum, count) => sum + Number(count), 0)
    },
    hasFailed: () => workers.some(hasEnded),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** Its next message. */
async function answerOf(worker: ChildProcess): Promise<unknown> {
  const ending = new AbortController()
  const { signal } = ending
  try {
    return await Promise.race([
      once(worker, 'message', { signal }).then(([message]) => message),
      once(worker, 'exit', { signal }).then(() => Promise.reject(new Error('a worker has ended'))),
    ])
  } finally {
    ending.abort()
  }
}

async function end(worker: ChildProcess): Promise<void> {
  if (hasEnded(worker)) return
  const ended = once(worker, 'exit')
  if (worker.connected) worker.disconnect()
  await ended
}

function hasEnded(worker: ChildProcess): boolean {
  return worker.exitCode !== null || worker.signalCode !== null
}
