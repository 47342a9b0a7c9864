import type { State } from './state.ts'

/**
 * Waits until there is something to be found, looking again after each change of the workspace. Rejects after
 * `timeoutMs` with what `complaint` then says.
 */
export function waitUntil<Value>(
  state: State,
  find: () => Value | undefined,
  timeoutMs: number,
  complaint: () => string,
): Promise<Value> {
  const already = find()
  if (already !== undefined) return Promise.resolve(already)
  return new Promise((resolve, reject) => {
    const stop = state.watch(() => {
      const found = find()
      if (found === undefined) return
      end()
      resolve(found)
    })
    const timer = setTimeout(() => {
      end()
      reject(new Error(complaint()))
    }, timeoutMs)
    function end(): void {
      clearTimeout(timer)
      stop()
    }
  })
}
