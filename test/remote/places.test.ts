import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPlaces } from '../../src/remote/places.ts'

test('no more stories run at once than there are places, and all of them run, in their order', async () => {
  const inPlace = createPlaces(3)
  const begun: number[] = []
  let running = 0
  let most = 0

  await Promise.all(
    Array.from({ length: 10 }, (_, number) =>
      inPlace(async () => {
        begun.push(number)
        most = Math.max(most, ++running)
        await setImmediate()
        running--
      }),
    ),
  )

  expect(most).toBe(3)
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('a story that fails gives its place back', async () => {
  const inPlace = createPlaces(1)
  const failing = inPlace(() => Promise.reject(new Error('no')))

  const next = inPlace(() => Promise.resolve('done'))

  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('done')
})
