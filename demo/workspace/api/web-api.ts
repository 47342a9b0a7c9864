import type { Core } from '../core.ts'
import type { ApiFault, FaultSource } from '../faults.ts'
import { type RecordEntry, withoutSecrets } from '../record.ts'
import type { Json } from '../wire.ts'
import { parseArguments } from './arguments.ts'
import { chatMethods } from './chat.ts'
import { conversationMethods } from './conversations.ts'
import { fileMethods } from './files.ts'
import { type Method, missingScope, refused } from './method.ts'
import { peopleMethods } from './people.ts'
import { viewMethods } from './views.ts'

const methods: Readonly<Record<string, Method>> = {
  ...chatMethods,
  ...viewMethods,
  ...conversationMethods,
  ...fileMethods,
  ...peopleMethods,
}

/** A request to the Web API, read whole. */
export interface ApiRequest {
  readonly method: string
  readonly authorization: string | undefined
  readonly contentType: string
  readonly body: string
}

/** What is sent back. */
export interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
}

/** The tokens that the workspace takes, and what the bot may do with its own. */
export interface Credentials {
  readonly botToken: string
  readonly appToken: string
  readonly scopes: readonly string[]
}

/** Answers one request: faults first, then the token, the scope and the arguments, then the method itself. */
export async function answerApi(
  core: Core,
  credentials: Credentials,
  faults: FaultSource,
  record: (entry: RecordEntry) => void,
  request: ApiRequest,
): Promise<ApiAnswer> {
  const at = new Date(core.state.now()).toISOString()
  const args = parseArguments(request.contentType, request.body)
  const fault = faults.takeApiFault(request.method)
  if (fault?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
  const answer =
    faultAnswer(fault) ??
    succeed(typeof args === 'string' ? refused(args) : call(core, credentials, request, args))
  record({
    at,
    kind: 'api',
    method: request.method,
    body: typeof args === 'string' ? {} : withoutSecrets(args),
    status: answer.status,
    response: withoutSecrets(answer.body),
  })
  return answer
}

function call(core: Core, credentials: Credentials, request: ApiRequest, args: Json): Json {
  const method = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined
  if (method === undefined) return refused('unknown_method', { req_method: request.method })
  const { token: sent, ...rest } = args
  const token = request.authorization?.replace(/^Bearer /, '') ?? (typeof sent === 'string' ? sent : '')
  return unauthorized(method, credentials, token) ?? method.call(core, rest)
}

function unauthorized(method: Method, credentials: Credentials, token: string): Json | undefined {
  if (method.token === 'none') return undefined
  if (token === '') return refused('not_authed')
  if (token !== credentials.botToken && token !== credentials.appToken) return refused('invalid_auth')
  const held = token === credentials.botToken ? 'bot' : 'app'
  if (method.token !== 'any' && method.token !== held) return refused('not_allowed_token_type')
  if (
    held === 'bot' &&
    method.scopes.length > 0 &&
    !method.scopes.some((one) => credentials.scopes.includes(one))
  )
    return missingScope(method.scopes, credentials.scopes)
  return undefined
}

function succeed(body: Json): ApiAnswer {
  return { status: 200, headers: {}, body }
}

function faultAnswer(fault: ApiFault | undefined): ApiAnswer | undefined {
  if (fault === undefined) return undefined
  if (fault.status === 429 || fault.retryAfter !== undefined)
    return {
      status: 429,
      headers: { 'Retry-After': String(fault.retryAfter ?? 1) },
      body: refused('ratelimited'),
    }
  if (fault.status !== undefined)
    return { status: fault.status, headers: {}, body: refused(fault.error ?? 'internal_error') }
  return fault.error === undefined ? undefined : succeed(refused(fault.error))
}
