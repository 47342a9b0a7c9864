// pino: structured lines at little cost, with redaction built in.
import { type DestinationStream, pino, stdSerializers } from 'pino'
import type { Log } from '../usecases/ports.ts'

/**
 * The log: one JSON object a line. Secrets are not put into it, and what looks like one is masked all the same
 * (SAFETY K4).
 */
export function createLog(destination: DestinationStream): Log {
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: serializeError },
      redact: { paths: ['*.token', '*.botToken', '*.appToken', 'error.original'], censor: '[masked]' },
    },
    destination,
  )
}

const TOKEN = /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]+/g

function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error).replaceAll(TOKEN, '[masked]')
  const { type, message, stack } = stdSerializers.err(error)
  return { type, message: message.replaceAll(TOKEN, '[masked]'), stack: stack.replaceAll(TOKEN, '[masked]') }
}
