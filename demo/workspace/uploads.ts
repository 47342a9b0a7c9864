import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBytes } from './http.ts'
import type { Limits } from './limits.ts'
import type { FileRecord, State } from './state.ts'

/** What the app says of a file before it sends its bytes. */
export interface Announced {
  readonly name: string
  /** In bytes. */
  readonly length: number
  readonly altText: string | undefined
}

/** The files on their way: each gets an address that takes its bytes once, and is complete when the app says so. */
export interface Uploads {
  announce(file: Announced): { readonly id: string; readonly url: string }
  /** Answers a POST to such an address: 200 where the bytes are as many as were announced. */
  take(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>
  /** Whether the bytes of this file are here, and it has not been completed yet. */
  isReady(id: string): boolean
  /** Makes a file of what {@link isReady}. */
  complete(id: string, title: string | undefined): FileRecord
}

interface Upload extends Announced {
  readonly id: string
  readonly path: string
  readonly expiresAt: number
  bytes: Buffer | undefined
}

export function createUploads(state: State, limits: Limits, origin: () => string): Uploads {
  const byId = new Map<string, Upload>()

  /** The HTTP status, and what is said with it. */
  async function receive(request: IncomingMessage, path: string): Promise<readonly [number, string]> {
    const upload = [...byId.values()].find((one) => one.path === path)
    if (upload === undefined || upload.bytes !== undefined) return [404, 'not found']
    if (state.now() > upload.expiresAt) return [410, 'expired']
    const body = await readBytes(request, limits.largestFile + roomForParts)
    const bytes = body && (await fileIn(body, request.headers['content-type'] ?? ''))
    if (bytes?.length !== upload.length) return [400, 'not as many bytes as were announced']
    upload.bytes = bytes
    return [200, `OK - ${bytes.length}`]
  }

  return {
    announce(file) {
      const id = state.nextId('F')
      const path = `/upload/v1/${randomBytes(24).toString('base64url')}`
      byId.set(id, { ...file, id, path, expiresAt: state.now() + limits.uploadMs, bytes: undefined })
      return { id, url: origin() + path }
    },
    async take(request, response, path) {
      const [status, text] = await receive(request, path)
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
      response.end(text)
    },
    isReady: (id) => byId.get(id)?.bytes !== undefined,
    complete(id, title) {
      const upload = byId.get(id)
      if (upload?.bytes === undefined) throw new Error(`There are no bytes of ${id}.`)
      byId.delete(id)
      const { name, altText, bytes } = upload
      const mimeType = mimeTypeOf(name)
      const file = { id, name, title: title ?? name, mimeType, altText, bytes, createdAt: state.now() }
      state.files.set(id, file)
      return file
    },
  }
}

/** What stands round the bytes in a form, at most. */
const roomForParts = 10_000

/** The bytes of the one file in a body: Slack takes them as they are, or as a part of a form under any name. */
async function fileIn(body: Buffer, contentType: string): Promise<Buffer | undefined> {
  if (!contentType.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } })
    .formData()
    .catch(() => undefined)
  const files = form ? [...form.values()].filter((value) => typeof value !== 'string') : []
  const [file] = files
  return file && files.length === 1 ? Buffer.from(await file.arrayBuffer()) : undefined
}

const mimeTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  txt: 'text/plain',
  png: 'image/png',
}

/** Slack goes by the end of the name. */
function mimeTypeOf(name: string): string {
  return mimeTypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}
