/** Index of the first of ascending values that is not below another. */
export function firstFrom(values: Uint32Array, least: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}

/** The values in an array of twice the length. */
export function grown<A extends Uint8Array | Uint32Array>(values: A): A {
  const kind = values.constructor as new (length: number) => A
  const larger = new kind(values.length * 2)
  larger.set(values)
  return larger
}

/**
 * Replaces the values from `from` up to `oldTo`, in the same buffer where it has room.
 * @param within is added to each of the values put in
 * @param behind is added to each of those behind them
 */
export function spliceInPlace<A extends Uint8Array | Uint32Array>(
  values: A,
  from: number,
  oldTo: number,
  inserted: A,
  within: number,
  behind: number,
): A {
  const newTo = from + inserted.length
  const length = values.length - oldTo + newTo
  const result = roomFor(values, length)
  result.copyWithin(newTo, oldTo, values.length)
  if (behind !== 0) for (let at = newTo; at < length; at++) result[at] = (result[at] ?? 0) + behind
  for (let at = 0; at < inserted.length; at++) result[from + at] = (inserted[at] ?? 0) + within
  return result.subarray(0, length) as A
}

/** The values with room for at least as many, in their own buffer if that is large enough. */
function roomFor<A extends Uint8Array | Uint32Array>(values: A, length: number): A {
  const kind = values.constructor as new (buffer: ArrayBufferLike | number) => A
  if (length * values.BYTES_PER_ELEMENT <= values.buffer.byteLength) return new kind(values.buffer)
  const larger = new kind(Math.ceil(length * 1.25))
  larger.set(values)
  return larger
}
