import { ErrorCode } from '@slack/web-api'

/** Slack's own name for why it refused a call (`channel_not_found`, …); undefined for every other failure. */
export function platformReason(error: unknown): string | undefined {
  if (errorField(error, 'code') !== ErrorCode.PlatformError) return undefined
  const reason = errorField(errorField(error, 'data'), 'error')
  return typeof reason === 'string' ? reason : 'no reason given'
}

function errorField(error: unknown, field: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined
}
