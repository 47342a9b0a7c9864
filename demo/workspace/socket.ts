import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { FaultSource } from './faults.ts'
import type { Limits } from './limits.ts'
import { app } from './people.ts'
import { type RecordEntry, withoutSecrets } from './record.ts'
import type { Json } from './wire.ts'

/** What came of sending an interaction to the app. */
export type Delivery =
  | { readonly kind: 'acknowledged'; readonly payload: Json }
  | { readonly kind: 'timeout' }
  /** The app has no socket open. */
  | { readonly kind: 'unreachable' }

/** Slack's side of Socket Mode. */
export interface SocketMode {
  /** A ticket for one socket, good for half a minute. */
  issueTicket(): string
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Sends an envelope to one of the app's sockets and waits for the acknowledgement, at most three seconds. */
  deliver(
    type: 'slash_commands' | 'interactive' | 'events_api',
    payload: Json,
    answers: boolean,
  ): Promise<Delivery>
  connections(): number
  /** Asks the app to connect again, as Slack does every few hours; `abruptly` cuts the sockets without a word. */
  disconnect(abruptly: boolean): void
  close(): void
}

interface Waiting {
  settle(delivery: Delivery): void
}

const pingEveryMs = 10_000

export function createSocketMode(
  limits: Limits,
  faults: FaultSource,
  now: () => number,
  record: (entry: RecordEntry) => void,
): SocketMode {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 })
  const tickets = new Map<string, number>()
  const sockets = new Set<WebSocket>()
  const waiting = new Map<string, Waiting>()
  let turn = 0

  const pinging = setInterval(() => {
    for (const socket of sockets) socket.ping()
  }, pingEveryMs)
  pinging.unref()

  function welcome(socket: WebSocket): void {
    if (faults.refusesSockets()) {
      socket.terminate()
      return
    }
    if (sockets.size >= limits.sockets) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }))
      socket.close()
      return
    }
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.terminate())
    socket.on('message', (data) => acknowledge(data.toString()))
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.size,
        connection_info: { app_id: app.id },
        debug_info: { host: 'applink', approximate_connection_time: 18_060 },
      }),
    )
  }

  function acknowledge(text: string): void {
    const message = parse(text)
    const id = message?.envelope_id
    if (typeof id !== 'string') return
    const payload = message?.payload
    waiting.get(id)?.settle({
      kind: 'acknowledged',
      payload: typeof payload === 'object' && payload !== null ? (payload as Json) : {},
    })
  }

  function send(envelope: Json): boolean {
    const open = [...sockets].filter((socket) => socket.readyState === socket.OPEN)
    turn += 1
    const socket = open[turn % open.length]
    socket?.send(JSON.stringify(envelope))
    return socket !== undefined
  }

  function waitFor(id: string): Promise<Delivery> {
    return new Promise((resolve) => {
      const settle = (delivery: Delivery) => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(delivery)
      }
      const timer = setTimeout(() => settle({ kind: 'timeout' }), limits.ackMs)
      waiting.set(id, { settle })
    })
  }

  return {
    issueTicket() {
      const ticket = randomBytes(16).toString('hex')
      tickets.set(ticket, now() + limits.ticketMs)
      return ticket
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? ''
      const expires = tickets.get(ticket)
      tickets.delete(ticket)
      if (expires === undefined || expires < now()) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, welcome)
    },
    async deliver(type, payload, answers) {
      const at = now()
      const envelope = { envelope_id: randomUUID(), payload, type, accepts_response_payload: answers }
      const delivery = await attempt(envelope)
      record({
        at: new Date(at).toISOString(),
        kind: 'interaction',
        envelope: withoutSecrets(envelope),
        ack: delivery.kind === 'acknowledged' ? withoutSecrets(delivery.payload) : undefined,
        ms: now() - at,
      })
      return delivery
    },
    connections: () => sockets.size,
    disconnect(abruptly) {
      for (const socket of sockets) {
        if (abruptly) socket.terminate()
        else socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }))
      }
    },
    close() {
      clearInterval(pinging)
      for (const { settle } of [...waiting.values()]) settle({ kind: 'unreachable' })
      for (const socket of sockets) socket.terminate()
      server.close()
    },
  }

  function attempt(envelope: Json & { readonly envelope_id: string }): Promise<Delivery> {
    if (!faults.takeDrop()) {
      if (!send(envelope)) return Promise.resolve({ kind: 'unreachable' })
      const copies = faults.takeCopies()
      for (let copy = 0; copy < copies; copy += 1) send({ ...envelope, retry_attempt: 0, retry_reason: '' })
    }
    return waitFor(envelope.envelope_id)
  }
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : undefined
  } catch {
    return undefined
  }
}
