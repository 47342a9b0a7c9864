/** Runs stories one after the other; one that fails does not stop the next. */
export function createTurns(): <T>(story: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (story) => {
    const mine = last.then(story)
    last = mine.catch(() => {}) // The failure belongs to whoever asked for `mine`.
    return mine
  }
}
