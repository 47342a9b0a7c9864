/** A replica that was killed: nothing of it goes on. */
export class Killed extends Error {}

/** A life that ends, or is suspended, at a call: between two statements of the database or two words with a server. */
export interface Life {
  endAfter(calls: number): void
  /** It stands still from that call on, as a machine that sleeps, until it is woken: then it goes on where it was. */
  suspendAfter(calls: number): void
  wake(): void
  /** The same object, whose every method belongs to this life. */
  of<T extends object>(part: T): T
}

export function life(): Life {
  let left = Number.POSITIVE_INFINITY
  let awake: PromiseWithResolvers<void> | undefined
  async function step(): Promise<void> {
    if (left-- > 0) return
    if (!awake) throw new Killed('killed')
    await awake.promise
  }
  return {
    endAfter: (calls) => {
      left = calls
    },
    suspendAfter: (calls) => {
      left = calls
      awake = Promise.withResolvers()
    },
    wake: () => awake?.resolve(),
    of: (part) =>
      new Proxy(part, {
        get(target, name) {
          const value = Reflect.get(target, name)
          if (typeof value !== 'function') return value
          return async (...words: unknown[]) => {
            await step()
            const result = await value.apply(target, words)
            // What was done is done, and its answer does not arrive.
            await step()
            return result
          }
        },
      }),
  }
}
