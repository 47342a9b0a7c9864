// pino: structured lines at little cost.
import { type DestinationStream, pino, stdSerializers } from 'pino'
import { ExplainedError } from '../usecases/explained-error.ts'
import type { Log } from '../usecases/ports.ts'

/**
 * The log: one JSON object a line. Secrets are not put into it, and what looks like a token of Slack's or a URL with a
 * password is masked all the same, wherever it stands (SAFETY K4).
 */
export function createLog(destination: DestinationStream): Log {
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: serializeError },
      hooks: { streamWrite: (line) => line.replaceAll(SECRET, '[masked]') },
    },
    destination,
  )
}

const SECRET = /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]+|(?<=:\/\/[^\s"/:@]*:)[^\s"/@]+(?=@)/g

/** An error that is made to be read says what to do; of any other the stack is what helps. */
function serializeError(error: unknown): unknown {
  if (error instanceof ExplainedError) return { message: error.message, advice: error.advice }
  if (!(error instanceof Error)) return String(error)
  const { type, message, stack } = stdSerializers.err(error)
  return { type, message, stack }
}
