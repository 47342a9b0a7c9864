/** What a search for culprits came to. */
export interface Search<T, R> {
  /** Those that are refused by themselves, each with the refusal that it caused. */
  readonly culprits: ReadonlyMap<T, R>
  /** All from the first on that is refused only beside those before it, as one too many is: it is not to blame. */
  readonly left: readonly T[]
}

/**
 * Finds those of several things because of which the whole is refused (SAFETY C8), by halving: the shortest beginning
 * that is refused ends with a culprit; it is left out, and the search goes on behind it. A culprit costs as many
 * questions as the list can be halved, and two more.
 * @param refusalOf why these would be refused, in their order; undefined when they would not.
 * @returns the culprits; without them and those that are left, the whole is accepted.
 */
export async function findCulprits<T, R>(
  things: readonly T[],
  refusalOf: (things: readonly T[]) => Promise<R | undefined>,
): Promise<Search<T, R>> {
  const culprits = new Map<T, R>()
  let accepted: readonly T[] = []
  let rest = things
  while (rest.length > 0) {
    const refusal = await refusalOf([...accepted, ...rest])
    if (refusal === undefined) break
    const first = await firstRefused(accepted, rest, refusal, refusalOf)
    accepted = [...accepted, ...rest.slice(0, first.index)]
    const isToBlame = accepted.length === 0 || (await refusalOf([first.thing])) !== undefined
    if (!isToBlame) return { culprits, left: rest.slice(first.index) }
    culprits.set(first.thing, first.refusal)
    rest = rest.slice(first.index + 1)
  }
  return { culprits, left: [] }
}

/** @param refusal why all of them are refused. */
async function firstRefused<T, R>(
  accepted: readonly T[],
  rest: readonly T[],
  refusal: R,
  refusalOf: (things: readonly T[]) => Promise<R | undefined>,
): Promise<{ index: number; thing: T; refusal: R }> {
  let passing = 0
  let refused = rest.length
  let reason = refusal
  while (refused - passing > 1) {
    const middle = Math.floor((passing + refused) / 2)
    const answer = await refusalOf([...accepted, ...rest.slice(0, middle)])
    if (answer === undefined) passing = middle
    else {
      refused = middle
      reason = answer
    }
  }
  const thing = rest[refused - 1]
  if (thing === undefined) throw new RangeError('nothing was refused')
  return { index: refused - 1, thing, refusal: reason }
}
