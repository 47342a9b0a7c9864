import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { answerApi, type Credentials } from './api/web-api.ts'
import type { Core } from './core.ts'
import { createFaults, type Faults } from './faults.ts'
import { isLocal, readBody, sendJson } from './http.ts'
import { type Limits, slackLimits } from './limits.ts'
import {
  type ChannelRecord,
  defaultChannels,
  defaultPeople,
  type GroupRecord,
  type PersonRecord,
} from './people.ts'
import { createPerson, type Person } from './person.ts'
import type { RecordEntry } from './record.ts'
import { createResponseUrls } from './response-urls.ts'
import type { Shortcut } from './shortcut.ts'
import { createSocketMode } from './socket.ts'
import { createState } from './state.ts'
import { createTriggers } from './triggers.ts'
import { createUploads } from './uploads.ts'

/** What the manifest of the app declares that is installed: what is not declared is not there. */
export interface Installation {
  /** The slash commands in the app's manifest, with the slash. */
  readonly manifestCommands: readonly string[]
  /** Those of them with `should_escape`; none by default. */
  readonly escapingCommands?: readonly string[]
  /** The scopes of the bot's token; all that the workspace knows by default. */
  readonly scopes?: readonly string[]
  /** Whether the app has a Home tab; not by default. */
  readonly homeTab?: boolean
  /** The events that it subscribes to; none by default. */
  readonly events?: readonly string[]
  /** None by default. */
  readonly shortcuts?: readonly Shortcut[]
}

/** What a workspace is made of. */
export interface WorkspaceOptions extends Installation {
  /** 0 for one that is free. */
  readonly port: number
  readonly people?: readonly PersonRecord[]
  readonly channels?: readonly ChannelRecord[]
  /** User groups need a paid plan: without them this workspace, like many, has none. */
  readonly groups?: readonly GroupRecord[]
  /** Is told of every request and every interaction, without tokens. */
  readonly record?: (entry: RecordEntry) => void
  /** Other times than Slack's, for tests. */
  readonly limits?: Partial<Limits>
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** What answers requests that are not Slack's: the page. */
  readonly page?: (core: Core) => PageHandler
}

/** Answers a request and says true, or leaves it alone and says false. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean

/** A Slack workspace on this machine, reachable on 127.0.0.1 only. */
export interface Workspace {
  readonly port: number
  /** Where the page is: `http://127.0.0.1:PORT/`. */
  readonly url: string
  /** For Bolt's `clientOptions.slackApiUrl`. */
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly faults: Faults
  /** How many sockets the app has open. */
  connections(): number
  /** Asks the app to connect again, or cuts its sockets without a word. */
  disconnectSockets(abruptly?: boolean): void
  /** The person with this id. */
  as(userId: string): Person
  close(): Promise<void>
}

const allScopes = [
  'chat:write',
  'commands',
  'users:read',
  'im:write',
  'channels:read',
  'groups:read',
  'channels:history',
  'usergroups:read',
  'files:write',
]

/** Starts a workspace. Rejects when the port is taken. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const now = options.now ?? Date.now
  const limits = { ...slackLimits, ...options.limits }
  const record = options.record ?? (() => undefined)
  const faults = createFaults()
  const { people = defaultPeople, channels = defaultChannels, groups } = options
  const scopes = options.scopes ?? allScopes
  const state = createState(people, channels, groups, now)
  const socket = createSocketMode(limits, faults, now, record)
  let port = 0
  const origin = () => `http://127.0.0.1:${port}`
  const core: Core = {
    state,
    limits,
    triggers: createTriggers(state, limits.triggerMs),
    responseUrls: createResponseUrls(state, limits, origin),
    uploads: createUploads(state, limits, origin),
    socket,
    commands: options.manifestCommands,
    escaping: options.escapingCommands ?? [],
    homeTab: options.homeTab ?? false,
    events: options.events ?? [],
    shortcuts: options.shortcuts ?? [],
    scopes,
    origin,
  }
  const credentials: Credentials = {
    botToken: `xoxb-demo-${randomBytes(12).toString('hex')}`,
    appToken: `xapp-demo-${randomBytes(12).toString('hex')}`,
    scopes,
  }
  const page = options.page?.(core)

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLocal(request, port)) return sendJson(response, 403, { ok: false, error: 'not_local' })
    const url = new URL(request.url ?? '/', origin())
    if (page?.(request, response, url)) return
    if (url.pathname.startsWith('/upload/') && request.method === 'POST')
      return core.uploads.take(request, response, url.pathname)
    const body = await readBody(request)
    if (body === undefined) return sendJson(response, 413, { ok: false, error: 'request_too_large' })
    if (url.pathname.startsWith('/api/')) {
      const answer = await answerApi(core, credentials, faults, record, {
        method: url.pathname.slice('/api/'.length),
        authorization: request.headers.authorization,
        contentType: request.headers['content-type'] ?? '',
        body,
      })
      return sendJson(response, answer.status, answer.body, answer.headers)
    }
    if (/^\/(commands|actions|app)\//.test(url.pathname) && request.method === 'POST') {
      const answer = core.responseUrls.answer(url.pathname, parseJson(body))
      response.writeHead(answer.status, { 'Content-Type': 'text/plain; charset=utf-8' })
      response.end(answer.body)
      return
    }
    sendJson(response, 404, { ok: false, error: 'not_found' })
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      process.stderr.write(`workspace: ${error instanceof Error ? error.stack : String(error)}\n`)
      if (!response.headersSent) sendJson(response, 500, { ok: false, error: 'internal_error' })
      else response.destroy()
    })
  })
  server.on('upgrade', socket.upgrade)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The workspace has no port.')
  port = address.port

  return {
    port,
    url: `${origin()}/`,
    apiUrl: `${origin()}/api/`,
    botToken: credentials.botToken,
    appToken: credentials.appToken,
    faults,
    connections: socket.connections,
    disconnectSockets: (abruptly = false) => socket.disconnect(abruptly),
    as: (userId) => createPerson(core, userId),
    async close() {
      socket.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
