import type { Json } from '../wire.ts'

/** Arguments that are JSON even where the rest is form-encoded. */
const nested = new Set(['blocks', 'view', 'metadata', 'attachments', 'files'])

/** The arguments of a request, or the name of Slack's error for a body that cannot be read. */
export function parseArguments(contentType: string, body: string): Json | string {
  if (contentType.startsWith('application/json')) {
    const value = parseJson(body === '' ? '{}' : body)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Json)
      : 'invalid_json'
  }
  if (body !== '' && !contentType.startsWith('application/x-www-form-urlencoded')) return 'invalid_post_type'
  const args: Record<string, unknown> = {}
  for (const [name, text] of new URLSearchParams(body)) {
    const value = nested.has(name) ? parseJson(text) : text
    if (value === undefined) return name === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments'
    args[name] = value
  }
  return args
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
