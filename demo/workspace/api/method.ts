import { z } from 'zod'
import { type BlockProblem, problemMessage, problemsOf } from '../blocks/problems.ts'
import type { Core } from '../core.ts'
import type { Json } from '../wire.ts'

/** A method of the Web API. */
export interface Method {
  readonly token: 'bot' | 'app' | 'any' | 'none'
  /** The OAuth scopes, without any of which the answer is `missing_scope`. */
  readonly scopes: readonly string[]
  call(core: Core, args: Json): Json
}

/** A method whose arguments have this shape. One that it does not know is refused, so that a typo is found. */
export function method<Shape extends z.ZodRawShape>(
  scope: string | readonly string[] | undefined,
  shape: Shape,
  call: (core: Core, args: z.infer<z.ZodObject<Shape>>) => Json,
  token: Method['token'] = 'bot',
): Method {
  const schema = z.strictObject(shape)
  return {
    token,
    scopes: scope === undefined ? [] : [scope].flat(),
    call(core, args) {
      const parsed = schema.safeParse(args)
      if (parsed.success) return call(core, parsed.data as z.infer<z.ZodObject<Shape>>)
      return refusedFor('invalid_arguments', problemsOf(parsed.error, args, ''))
    },
  }
}

export function accepted(answer: Json = {}): Json {
  return { ok: true, ...answer }
}

export function refused(error: string, more: Json = {}): Json {
  return { ok: false, error, ...more }
}

/** What Slack says to a token without the scope. */
export function missingScope(needed: readonly string[], provided: readonly string[]): Json {
  return refused('missing_scope', { needed: needed.join(','), provided: provided.join(',') })
}

/** A refusal that names every problem and its place. */
export function refusedFor(error: string, problems: readonly BlockProblem[]): Json {
  const messages = problems.map(problemMessage)
  return {
    ok: false,
    error,
    errors: messages,
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  }
}

/** Form-encoded arguments are all text. */
export const flag = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1'),
])
export const count = z.coerce.number().int().min(1).max(1000)
