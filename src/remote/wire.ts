import { type ByteString, toByteString, toBytes } from '../dhcpd/source.ts'
import { type FileDigest, sha256 } from './digest.ts'
import type { Splice } from './whole-hosts.ts'

/** What client and helper speak; a helper of another version says so and does nothing. */
export const wireVersion = '2'

/** One request to the helper. A digest that is undefined means that the client has nothing yet. */
export type WireRequest =
  | {
      readonly verb: 'read'
      readonly main: string | undefined
      readonly leases: string | undefined
      readonly files: readonly { readonly path: string; readonly digest: string | undefined }[]
    }
  | { readonly verb: 'leases'; readonly leases: string | undefined }
  | {
      readonly verb: 'apply'
      /** `test`: as far as the test and no further. */
      readonly mode: 'test' | undefined
      readonly id: string
      /** Digest of the whole configuration that the changes were planned on. */
      readonly base: string
      readonly main: string
      readonly files: readonly FileDigest[]
      readonly changes: readonly FileChange[]
    }
  | { readonly verb: 'status'; readonly id: string }
  | { readonly verb: 'probe' }

/** One file that changes: what it will be, and the splices that make it so, by rising offset. */
export interface FileChange {
  readonly path: string
  /** In bytes, of the result. */
  readonly size: number
  readonly digest: string
  readonly splices: readonly Splice[]
}

/** A request as bytes: header lines, an empty line, the payload. `nonce` is 32 hexadecimal digits, used once. */
export function encodeRequest(request: WireRequest, nonce: string): Buffer {
  const greeting = `leasehold ${wireVersion} ${nonce}`
  const payload = request.verb === 'apply' ? payloadOf(request.changes) : ''
  const header = [greeting, `verb ${request.verb}`, ...headerLines(request, payload), '', '']
  return toBytes(header.join('\n') + payload)
}

function headerLines(request: WireRequest, payload: ByteString): string[] {
  switch (request.verb) {
    case 'read':
      return [
        `main ${request.main ?? '-'}`,
        `leases ${request.leases ?? '-'}`,
        ...request.files.map(({ path, digest }) => `file ${digest ?? '-'} ${path}`),
      ]
    case 'apply':
      return [
        ...(request.mode === undefined ? [] : [`mode ${request.mode}`]),
        `id ${request.id}`,
        `base ${request.base}`,
        `main ${request.main}`,
        ...request.files.map(({ path, digest }) => `file ${digest} ${path}`),
        ...request.changes.flatMap(changeLines),
        `payload ${payload.length} ${sha256(toBytes(payload))}`,
      ]
    case 'leases':
      return [`leases ${request.leases ?? '-'}`]
    case 'status':
      return [`id ${request.id}`]
    case 'probe':
      return []
  }
}

function changeLines({ path, size, digest, splices }: FileChange): string[] {
  return [
    `change ${size} ${digest} ${path}`,
    ...splices.map(({ offset, length, content }) => `splice ${offset} ${length} ${content.length}`),
  ]
}

function payloadOf(changes: readonly FileChange[]): ByteString {
  return changes.flatMap(({ splices }) => splices.map(({ content }) => content)).join('')
}

/** An answer of the helper. Only a `whole` one says anything: all else means that the end is unknown (SAFETY C5). */
export type WireAnswer =
  | { readonly kind: 'whole'; readonly lines: readonly ByteString[]; readonly body: Buffer }
  | { readonly kind: 'other-version'; readonly version: string }
  | { readonly kind: 'cut' }

/** Reads an answer: whole is what begins with the nonce and ends with it and the digest of all before. */
export function decodeAnswer(bytes: Buffer, nonce: string): WireAnswer {
  const greeting = /^leasehold (\S{1,20}) ([0-9a-f]{32})\n/.exec(toByteString(bytes.subarray(0, 80)))
  if (greeting?.[2] !== nonce) return { kind: 'cut' }
  if (greeting[1] !== wireVersion) return { kind: 'other-version', version: greeting[1] ?? '' }
  const endLength = `end ${nonce} \n`.length + 64
  const end = bytes.length - endLength
  if (end < 0) return { kind: 'cut' }
  const signed = bytes.subarray(0, end)
  if (toByteString(bytes.subarray(end)) !== `end ${nonce} ${sha256(signed)}\n`) return { kind: 'cut' }
  const headerEnd = signed.indexOf('\n\n')
  if (headerEnd < 0) return { kind: 'cut' }
  const lines = toByteString(signed.subarray(greeting[0].length, headerEnd)).split('\n')
  return { kind: 'whole', lines, body: signed.subarray(headerEnd + 2) }
}
