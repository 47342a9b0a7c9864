import type { Json } from './wire.ts'

/** One request of the app to the Web API. */
export interface ApiEntry {
  readonly at: string
  readonly kind: 'api'
  readonly method: string
  readonly body: Json
  readonly status: number
  readonly response: Json
}

/** One interaction that the app was sent, and how it was acknowledged. */
export interface InteractionEntry {
  readonly at: string
  readonly kind: 'interaction'
  readonly envelope: Json
  /** The payload of the acknowledgement; undefined when there was none in time. */
  readonly ack: unknown
  /** From sending to the acknowledgement, or to giving up, in milliseconds. */
  readonly ms: number
}

export type RecordEntry = ApiEntry | InteractionEntry

const secret = new Set(['token', 'ticket', 'response_url', 'upload_url'])

/** A copy without what would let someone act in another's name. */
export function withoutSecrets<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      secret.has(key)
        ? undefined
        : typeof inner === 'string'
          ? inner.replace(/([?&]ticket=)[^&]*/, '$1…')
          : inner,
    ) ?? 'null',
  )
}
