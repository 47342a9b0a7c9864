const secret = /xox[a-z]-\S*|xapp-\S*|-----BEGIN[\s\S]*|postgres(?:ql)?:\/\/\S+/g

/** How much of a wrong value is shown, in characters. */
const shown = 60

/** Takes out what looks like a secret: people paste a token, a key or a URL with a password into the wrong place. */
export function redact(text: string): string {
  return text.replace(secret, '(a secret, not shown)')
}

/** A wrong value in words, short and without secrets. */
export function describeFound(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty map' : 'a map'
  const text = redact(String(value))
  const short = text.length > shown ? `${text.slice(0, shown)}…` : text
  return typeof value === 'string' ? JSON.stringify(short) : short
}
