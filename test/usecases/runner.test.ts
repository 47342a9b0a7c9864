import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRunner } from '../../src/usecases/runner.ts'

const SWEEP = 60_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A runner whose runs end when the test says so, and with what it says. */
function runner() {
  const runs: PromiseWithResolvers<number | undefined>[] = []
  const errors: unknown[] = []
  const { poke, stop } = createRunner(
    () => {
      const run = Promise.withResolvers<number | undefined>()
      runs.push(run)
      return run.promise
    },
    SWEEP,
    (error) => void errors.push(error),
  )
  /** Ends the latest run and lets what follows from it happen. */
  async function end(wait?: number): Promise<void> {
    runs.at(-1)?.resolve(wait)
    await vi.advanceTimersByTimeAsync(0)
  }
  async function fail(error: Error): Promise<void> {
    runs.at(-1)?.reject(error)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { poke, stop, end, fail, errors, begun: () => runs.length }
}

test('a ring runs the job at once', () => {
  const { poke, begun } = runner()

  poke()

  expect(begun()).toBe(1)
})

test('many rings while a run is under way cost one more run after it', async () => {
  const { poke, end, begun } = runner()

  poke()
  for (let ring = 0; ring < 10; ring++) poke()
  const during = begun()
  await end()
  const after = begun()
  await end()

  expect([during, after, begun()]).toEqual([1, 2, 2])
})

test('a job with nothing left to do is run again at the sweep', async () => {
  const { poke, end, begun } = runner()
  poke()
  await end()

  await vi.advanceTimersByTimeAsync(SWEEP - 1)
  const before = begun()
  await vi.advanceTimersByTimeAsync(1)

  expect([before, begun()]).toEqual([1, 2])
})

test('a job that asks for it is run again sooner than the sweep', async () => {
  const { poke, end, begun } = runner()
  poke()
  await end(2_000)

  await vi.advanceTimersByTimeAsync(1_999)
  const before = begun()
  await vi.advanceTimersByTimeAsync(1)

  expect([before, begun()]).toEqual([1, 2])
})

test('no job waits longer than the sweep, whatever it asks for', async () => {
  const { poke, end, begun } = runner()
  poke()
  await end(10 * SWEEP)

  await vi.advanceTimersByTimeAsync(SWEEP)

  expect(begun()).toBe(2)
})

test('a ring takes the place of the run that was to come, and is not followed by it', async () => {
  const { poke, end, begun } = runner()
  poke()
  await end(2_000)

  poke()
  await end()
  await vi.advanceTimersByTimeAsync(2_000)

  expect(begun()).toBe(2)
})

test('a job that throws is reported, and run again at the sweep', async () => {
  const { poke, fail, errors, begun } = runner()
  const error = new Error('no luck')
  poke()

  await fail(error)
  await vi.advanceTimersByTimeAsync(SWEEP)

  expect(errors).toEqual([error])
  expect(begun()).toBe(2)
})

test('a job that throws while somebody rings is run again at once', async () => {
  const { poke, fail, begun } = runner()
  poke()
  poke()

  await fail(new Error('no luck'))

  expect(begun()).toBe(2)
})

test('a stop waits for the run under way, and nothing is run after it', async () => {
  const { poke, stop, end, begun } = runner()
  let stopped = false
  poke()
  poke()

  const stopping = stop().then(() => {
    stopped = true
  })
  await vi.advanceTimersByTimeAsync(0)
  const early = stopped
  await end(1)
  await stopping
  poke()
  await vi.advanceTimersByTimeAsync(2 * SWEEP)

  expect(early).toBe(false)
  expect(begun()).toBe(1)
})

test('a stop between two runs takes the next one back', async () => {
  const { poke, stop, end, begun } = runner()
  poke()
  await end(2_000)

  await stop()
  await vi.advanceTimersByTimeAsync(SWEEP)

  expect(begun()).toBe(1)
})
