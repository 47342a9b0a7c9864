import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { parseMac } from '../../src/inventory/mac.ts'
import { readBody, sendJson } from '../workspace/http.ts'
import { changedLines, type Lines, type PlugAnswer, type ShownMachine, type ShownServer } from './extras.ts'

/** The endpoints under /demo/: the device and the server. Errors come back as `{ error }` with a sentence to show. */
export function answerExtras(
  machine: ShownMachine | undefined,
): (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> {
  const withNewest = rememberChanges()
  return async (request, response, path) => {
    const task = `${request.method} ${path}`
    if (machine === undefined) return sendJson(response, 404, { error: 'not_found' })
    if (task === 'GET /demo/server') return sendJson(response, 200, withNewest(await look(machine)))
    if (task === 'POST /demo/plug-in')
      return sendJson(response, 200, await plugIn(machine, JSON.parse((await readBody(request)) ?? '{}')))
    if (task !== 'POST /demo/unplug') return sendJson(response, 404, { error: 'not_found' })
    await machine.device.unplug()
    return sendJson(response, 200, {})
  }
}

const plug = z.object({ mac: z.string().max(100) })

async function plugIn(machine: ShownMachine, sent: unknown): Promise<PlugAnswer> {
  const asked = plug.safeParse(sent)
  const mac = parseMac(asked.success ? asked.data.mac : '')
  return mac.ok ? machine.device.plugIn(mac.value) : { refused: `${mac.message} ${mac.advice}` }
}

type Look = Omit<ShownServer, 'newest'>

/** The file is shown here and not edited, so a byte that is not UTF-8 may be shown as a replacement character. */
async function look(machine: ShownMachine): Promise<Look> {
  const daemon = machine.dhcpd()
  const config = await readFile(machine.configPath, 'utf8')
  return { running: daemon.running, since: daemon.running ? daemon.since : undefined, config }
}

function rememberChanges(): (now: Look) => ShownServer {
  let before: string | undefined
  let newest: Lines | undefined
  return (now) => {
    if (before !== undefined && before !== now.config) newest = changedLines(before, now.config)
    before = now.config
    return { ...now, newest }
  }
}
