import { ErrorCode } from '@slack/web-api'

/** Slack's own name for why it refused a call (`channel_not_found`, …); undefined for every other failure. */
export function platformReason(error: unknown): string | undefined {
  if (errorField(error, 'code') !== ErrorCode.PlatformError) return undefined
  const reason = errorField(errorField(error, 'data'), 'error')
  return typeof reason === 'string' ? reason : 'no reason given'
}

/** What lies under a failed call, which itself says only that it failed: `connect ECONNREFUSED 127.0.0.1:80`. */
export function rootCause(error: unknown): string {
  const inner = errorField(error, 'original') ?? errorField(error, 'cause')
  if (inner !== undefined) return rootCause(inner)
  return error instanceof Error ? error.message : String(error)
}

function errorField(error: unknown, field: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined
}
