import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { actOn, suggest } from '../workspace/act-on-element.ts'
import { close, submit } from '../workspace/act-on-modal.ts'
import { say } from '../workspace/acts.ts'
import type { Core } from '../workspace/core.ts'
import { openHome } from '../workspace/home.ts'
import { readBody, sendJson } from '../workspace/http.ts'
import { useMessageShortcut, useShortcut } from '../workspace/use-shortcut.ts'
import type { PageHandler } from '../workspace/workspace.ts'
import { contentSecurityPolicy, findAsset } from './assets.ts'
import type { Extras } from './extras.ts'
import { answerExtras } from './extras-routes.ts'
import { sendFile } from './send-file.ts'
import { type Snapshot, snapshotFor } from './snapshot.ts'
import { streamSnapshots } from './stream.ts'

const address = z.object({
  place: z.union([z.object({ view: z.string() }), z.object({ channel: z.string(), ts: z.string() })]),
  blockId: z.string(),
  actionId: z.string(),
})

/** What the page sends when a person does something. */
const deed = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), as: z.string(), channel: z.string(), line: z.string() }),
  z.object({
    do: z.literal('act'),
    as: z.string(),
    address,
    entry: z.union([z.string(), z.array(z.string()).readonly(), z.null()]),
    enter: z.boolean(),
  }),
  z.object({ do: z.literal('suggest'), as: z.string(), address, typed: z.string() }),
  z.object({ do: z.literal('open-home'), as: z.string() }),
  z.object({
    do: z.literal('shortcut'),
    as: z.string(),
    callbackId: z.string(),
    message: z.object({ channel: z.string(), ts: z.string() }).optional(),
  }),
  z.object({ do: z.literal('submit'), as: z.string(), view: z.string() }),
  z.object({ do: z.literal('close'), as: z.string(), view: z.string(), all: z.boolean() }),
])

export type Deed = z.infer<typeof deed>

/** The page, for `startWorkspace({ page: createPage({ device, server }) })`. */
export function createPage(extras: Extras = {}): (core: Core) => PageHandler {
  return (core) => {
    const demo = answerExtras(extras)
    const page = { core, extras, demo }
    return (request, response, url) => {
      const answer = route(page, request, response, url)
      answer?.catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error)
        if (response.headersSent) response.destroy()
        else sendJson(response, 500, { error: message })
      })
      return answer !== undefined
    }
  }
}

interface Page {
  readonly core: Core
  readonly extras: Extras
  readonly demo: ReturnType<typeof answerExtras>
}

function route(
  page: Page,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> | undefined {
  const { pathname } = url
  if (request.method === 'POST' && pathname === '/page/do') return carryOut(page.core, request, response)
  if (pathname.startsWith('/demo/')) return page.demo(request, response, pathname)
  if (request.method !== 'GET') return undefined
  if (pathname === '/page/events') return stream(page, response, url.searchParams.get('as') ?? '')
  if (pathname.startsWith('/files/')) return sendFile(page.core, response, url)
  if (pathname.startsWith('/archives/')) return showChannel(response, pathname.split('/')[2] ?? '')
  if (pathname === '/' || pathname.startsWith('/app/') || pathname.startsWith('/vendor/'))
    return sendAsset(response, pathname)
  return undefined
}

async function carryOut(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parsed = deed.safeParse(JSON.parse((await readBody(request)) ?? '{}'))
  if (!parsed.success) return sendJson(response, 400, { error: z.prettifyError(parsed.error) })
  sendJson(response, 200, (await perform(core, parsed.data)) ?? null)
}

function perform(core: Core, wanted: Deed): Promise<unknown> {
  switch (wanted.do) {
    case 'say':
      return say(core, wanted.as, wanted.channel, wanted.line)
    case 'act':
      return actOn(core, wanted.as, wanted.address, wanted.entry, wanted.enter)
    case 'suggest':
      return suggest(core, wanted.as, wanted.address, wanted.typed)
    case 'open-home':
      return openHome(core, wanted.as)
    case 'shortcut':
      return wanted.message === undefined
        ? useShortcut(core, wanted.as, wanted.callbackId)
        : useMessageShortcut(core, wanted.as, wanted.callbackId, wanted.message)
    case 'submit':
      return submit(core, wanted.as, wanted.view)
    case 'close':
      return close(core, wanted.as, wanted.view, wanted.all)
  }
}

async function stream(page: Page, response: ServerResponse, asked: string): Promise<void> {
  const { core, extras } = page
  const first = [...core.state.people.keys()][0] ?? ''
  const as = core.state.people.has(asked) ? asked : first
  const whole = (): Snapshot | undefined => {
    const seen = snapshotFor(core, as)
    return (
      seen && {
        ...seen,
        commands: core.commands.map((name) => ({ name, usage: extras.usage?.[name] ?? '' })),
        hint: extras.hint ?? '',
        extras: { device: extras.device !== undefined, server: extras.server !== undefined },
      }
    )
  }
  streamSnapshots(core.state, response, whole)
}

/** A permalink shows its channel. */
async function showChannel(response: ServerResponse, channel: string): Promise<void> {
  response.writeHead(302, { Location: `/#${encodeURIComponent(channel)}` })
  response.end()
}

async function sendAsset(response: ServerResponse, path: string): Promise<void> {
  const asset = await findAsset(path)
  if (asset === undefined) return sendJson(response, 404, { error: 'not_found' })
  response.writeHead(200, {
    'Content-Type': asset.type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  })
  response.end(asset.body)
}
