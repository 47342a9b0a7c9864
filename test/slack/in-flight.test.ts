import { expect, test } from 'vitest'
import { createInFlight } from '../../src/slack/in-flight.ts'

/** Whether a promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  promise.then(() => {
    settled = true
  })
  await new Promise(setImmediate)
  return settled
}

test('a stop waits for all that is being answered', async () => {
  const inFlight = createInFlight()
  const works = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  for (const { promise } of works) inFlight.track(promise)

  const stopped = inFlight.settled()
  works[0].resolve()
  const early = await isSettled(stopped)
  works[1].resolve()

  expect(early).toBe(false)
  await stopped
})

test('a stop does not wait where nothing is being answered any more', async () => {
  const inFlight = createInFlight()
  await inFlight.track(Promise.resolve())

  expect(await isSettled(inFlight.settled())).toBe(true)
})

test('an answer that fails ends the waiting and fails for whoever asked', async () => {
  const inFlight = createInFlight()

  const work = inFlight.track(Promise.reject(new Error('no')))
  const stopped = inFlight.settled()

  await expect(work).rejects.toThrow('no')
  await stopped
})

test('what is tracked gives its result', async () => {
  expect(await createInFlight().track(Promise.resolve(7))).toBe(7)
})
