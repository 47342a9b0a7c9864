import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { readBody, sendJson } from '../workspace/http.ts'
import {
  changedLines,
  type Device,
  type Extras,
  type Lines,
  type ServerState,
  type ShownDevice,
  type ShownServer,
} from './extras.ts'

const plug = z.object({ mac: z.string().max(100) })

/** The endpoints under /demo/: the device and the server. Errors come back as `{ error }` with a sentence to show. */
export function answerExtras({
  device,
  server,
}: Extras): (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> {
  const withNewest = rememberChanges()
  let shown: ShownDevice = { plugged: null }
  return async (request, response, path) => {
    const task = `${request.method} ${path}`
    if (server !== undefined && task === 'GET /demo/server')
      return sendJson(response, 200, withNewest(await server.state()))
    if (device === undefined) return sendJson(response, 404, { error: 'not_found' })
    switch (task) {
      case 'GET /demo/device':
        return sendJson(response, 200, shown)
      case 'POST /demo/plug-in': {
        const got = await pluggedIn(device, JSON.parse((await readBody(request)) ?? '{}'))
        if ('error' in got) return sendJson(response, 422, got)
        shown = { plugged: got }
        return sendJson(response, 200, shown)
      }
      case 'POST /demo/unplug':
        await device.unplug()
        shown = { plugged: null }
        return sendJson(response, 200, shown)
      default:
        return sendJson(response, 404, { error: 'not_found' })
    }
  }
}

/** What the device got, or why it could not be plugged in: a sentence to show. */
async function pluggedIn(
  device: Device,
  sent: unknown,
): Promise<NonNullable<ShownDevice['plugged']> | { readonly error: string }> {
  const wanted = plug.safeParse(sent)
  if (!wanted.success) return { error: 'Which MAC address?' }
  try {
    return { ...(await device.plugIn(wanted.data.mac)), mac: wanted.data.mac }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function rememberChanges(): (now: ServerState) => ShownServer {
  let before: string | undefined
  let newest: Lines | undefined
  return (now) => {
    if (before !== undefined && before !== now.config) newest = changedLines(before, now.config)
    before = now.config
    return { ...now, newest }
  }
}
