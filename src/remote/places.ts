/** Runs at most `most` stories at once; the others wait in the order in which they came. */
export function createPlaces(most: number): <T>(story: () => Promise<T>) => Promise<T> {
  let free = most
  const waiting: (() => void)[] = []

  async function takePlace(): Promise<void> {
    if (free > 0) {
      free--
      return
    }
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting.push(resolve)
    await promise
  }

  function leavePlace(): void {
    const next = waiting.shift()
    if (next) next()
    else free++
  }

  return async (story) => {
    await takePlace()
    try {
      return await story()
    } finally {
      leavePlace()
    }
  }
}
