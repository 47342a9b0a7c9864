import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Holds what was started; `release` ends it and resolves when nothing is left, also when it was called before. */
export interface Guardian {
  release(): Promise<void>
}

/**
 * Starts `init` in a process namespace of its own under a detached guardian that waits on a pipe from this process.
 * However this process ends, the pipe closes and the guardian cleans up: so a signal or `kill -9` leaves nothing.
 */
export function startGuardian(init: string, namespaces: readonly string[]): Guardian {
  const script = fileURLToPath(new URL('guardian.sh', import.meta.url))
  const child = spawn('sh', [script, init, ...namespaces], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const exit = once(child, 'exit')
  child.stdin.on('error', () => {
    // It was killed: the exit event tells.
  })
  child.unref()
  return {
    async release() {
      child.ref()
      child.stdin.end()
      await exit
    },
  }
}
