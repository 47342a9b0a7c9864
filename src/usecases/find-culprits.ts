/**
 * Finds those of several things because of which the whole is refused (SAFETY C8), by halving: the shortest beginning
 * that is refused ends with a culprit; it is left out, and the search goes on behind it. So one is also found where two
 * things are refused only together: it is the later one. A culprit costs as many questions as the list can be halved.
 * @param refusalOf why these would be refused, in their order; undefined when they would not.
 * @returns the culprits, each with the refusal that it caused; what is left is accepted.
 */
export async function findCulprits<T, R>(
  things: readonly T[],
  refusalOf: (things: readonly T[]) => Promise<R | undefined>,
): Promise<ReadonlyMap<T, R>> {
  const culprits = new Map<T, R>()
  let accepted: readonly T[] = []
  let rest = things
  while (rest.length > 0) {
    const refusal = await refusalOf([...accepted, ...rest])
    if (refusal === undefined) return culprits
    const first = await firstCulprit(accepted, rest, refusal, refusalOf)
    culprits.set(first.culprit, first.refusal)
    accepted = [...accepted, ...rest.slice(0, first.index)]
    rest = rest.slice(first.index + 1)
  }
  return culprits
}

/** @param refusal why all of them are refused. */
async function firstCulprit<T, R>(
  accepted: readonly T[],
  rest: readonly T[],
  refusal: R,
  refusalOf: (things: readonly T[]) => Promise<R | undefined>,
): Promise<{ index: number; culprit: T; refusal: R }> {
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
  const culprit = rest[refused - 1]
  if (culprit === undefined) throw new RangeError('there is no culprit among no things')
  return { index: refused - 1, culprit, refusal: reason }
}
