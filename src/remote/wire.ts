import type { Edit } from '../dhcpd/source.ts'
import { type ByteString, toByteString, toBytes } from '../dhcpd/source.ts'
import { type FileDigest, sha256 } from './digest.ts'

/** What client and helper speak; a helper of another version says so and does nothing. */
export const wireVersion = '1'

/** One request to the helper. A digest that is undefined means that the client has nothing yet. */
export type WireRequest =
  | {
      readonly verb: 'read'
      readonly main: string | undefined
      readonly leases: string | undefined
      readonly files: readonly { readonly path: string; readonly digest: string | undefined }[]
    }
  | {
      readonly verb: 'apply'
      /** `test`: as far as the test and no further. */
      readonly mode: 'test' | undefined
      readonly id: string
      /** Digest of the whole configuration that the edits were planned on. */
      readonly base: string
      readonly main: string
      readonly files: readonly FileDigest[]
      /** The main file as it will be. */
      readonly after: { readonly size: number; readonly digest: string }
      /** Of the main file, by rising offset, not overlapping. */
      readonly edits: readonly Omit<Edit, 'path'>[]
    }
  | { readonly verb: 'status'; readonly id: string }

/** A request as bytes: header lines, an empty line, the payload. `nonce` is 32 hexadecimal digits, used once. */
export function encodeRequest(request: WireRequest, nonce: string): Buffer {
  const greeting = `leasehold ${wireVersion} ${nonce}`
  const payload = request.verb === 'apply' ? request.edits.map((edit) => edit.content).join('') : ''
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
        `after ${request.after.size} ${request.after.digest}`,
        ...request.edits.map(({ offset, length, content }) => `splice ${offset} ${length} ${content.length}`),
        `payload ${payload.length} ${sha256(toBytes(payload))}`,
      ]
    case 'status':
      return [`id ${request.id}`]
  }
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
