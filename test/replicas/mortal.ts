/** A replica that was killed: nothing of it goes on. */
export class Killed extends Error {}

/** A life that ends at a call, between two statements of the database or two words with a server. */
export interface Life {
  /** Lets it end after so many more calls. */
  endAfter(calls: number): void
  /** The same object, whose every method belongs to this life. */
  of<T extends object>(part: T): T
}

export function life(): Life {
  let left = Number.POSITIVE_INFINITY
  function step(): void {
    if (left-- <= 0) throw new Killed('killed')
  }
  return {
    endAfter: (calls) => {
      left = calls
    },
    of: (part) =>
      new Proxy(part, {
        get(target, name) {
          const value = Reflect.get(target, name)
          if (typeof value !== 'function') return value
          return async (...words: unknown[]) => {
            step()
            const result = await value.apply(target, words)
            // The answer of what was done does not arrive.
            step()
            return result
          }
        },
      }),
  }
}
