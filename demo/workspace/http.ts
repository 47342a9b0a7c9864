import type { IncomingMessage, ServerResponse } from 'node:http'

/** The most that is read of a request's body, in bytes. */
const largestBody = 1_000_000

/** The body of a request as text; undefined when it is too large. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  return (await readBytes(request, largestBody))?.toString('utf8')
}

/** The body of a request; undefined when it has more than `most` bytes. */
export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes: Buffer = chunk
    size += bytes.length
    if (size > most) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** Sends JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

/** Whether a request was meant for this server: its own name in `Host`, and no foreign page in `Origin`. */
export function isLocal(request: IncomingMessage, port: number): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  return own.includes(host ?? '') && (origin === undefined || own.some((name) => origin === `http://${name}`))
}
