import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { readBody, sendJson } from '../workspace/http.ts'
import {
  changedLines,
  type Device,
  type Extras,
  type Lines,
  type ServerState,
  type ShownServer,
} from './extras.ts'

const plug = z.object({ mac: z.string().max(100) })

/** The endpoints under /demo/: the device and the server. Errors come back as `{ error }` with a sentence to show. */
export function answerExtras({
  device,
  server,
}: Extras): (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> {
  const withNewest = rememberChanges()
  return async (request, response, path) => {
    const task = `${request.method} ${path}`
    if (server !== undefined && task === 'GET /demo/server')
      return sendJson(response, 200, withNewest(await server.state()))
    if (device !== undefined && task === 'POST /demo/plug-in') return plugIn(device, request, response)
    if (device === undefined || task !== 'POST /demo/unplug')
      return sendJson(response, 404, { error: 'not_found' })
    await device.unplug()
    return sendJson(response, 200, {})
  }
}

async function plugIn(device: Device, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sent = plug.safeParse(JSON.parse((await readBody(request)) ?? '{}'))
  if (!sent.success) return sendJson(response, 400, { error: 'Which MAC address?' })
  return sendJson(response, 200, await device.plugIn(sent.data.mac))
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
