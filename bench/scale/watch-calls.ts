/** A method whose words may be looked at, and nothing more. */
type Method = (this: unknown, ...words: unknown[]) => unknown

/**
 * Shows the words of every call of a method to `seen` first, on whichever object it is called.
 * @returns what ends it
 */
export function watchCalls(
  prototype: object,
  name: string,
  seen: (...words: readonly unknown[]) => void,
): () => void {
  const methods = prototype as Record<string, Method>
  const original = methods[name]
  if (!original) throw new Error(`there is no method ${name}`)
  methods[name] = function (...words) {
    seen(...words)
    return original.apply(this, words)
  }
  return () => {
    methods[name] = original
  }
}
