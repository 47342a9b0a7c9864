/**
 * A file's bytes as a string with one character (U+0000 to U+00FF) per byte, so that every offset and length is
 * in bytes and nothing is ever decoded and encoded again (SAFETY F2). Text meant for people goes through
 * {@link encodeText} and {@link decodeText}.
 */
export type ByteString = string

/** One file of a configuration, as it was read. */
export interface SourceFile {
  /** Absolute path on the member, or as an `include` names it. */
  readonly path: string
  readonly content: ByteString
}

/** Everything that was read from one member at one time. */
export interface Configuration {
  /** Path of the main file; `files[0]` is that file, then come the includes in the order in which they are read. */
  readonly main: string
  readonly files: readonly SourceFile[]
  /** The lease database, when there is one. It is not part of the digest: leases come and go. */
  readonly leases: SourceFile | undefined
  /** SHA-256 (hex) over every file of the configuration and its path: what a plan is made on (SAFETY F9). */
  readonly digest: string
}

/** A replacement of `length` bytes at byte `offset` of the file as it was read. An insertion has length 0. */
export interface Edit {
  readonly path: string
  readonly offset: number
  readonly length: number
  readonly content: ByteString
}

/** Reads bytes as a {@link ByteString}. */
export function toByteString(bytes: Uint8Array): ByteString {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** Gives back the very bytes of a {@link ByteString}. */
export function toBytes(text: ByteString): Buffer {
  return Buffer.from(text, 'latin1')
}

/** Text that a person wrote, as the UTF-8 bytes that go into a file. */
export function encodeText(text: string): ByteString {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** Bytes of a file as text for people: UTF-8 where they are valid UTF-8, else Latin-1. */
export function decodeText(bytes: ByteString): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(toBytes(bytes))
  } catch {
    return bytes
  }
}

/**
 * Applies edits to the file they were planned on; the text outside them cannot change.
 * @throws RangeError when edits overlap or reach past the end: a defect of the planner, never of the input.
 */
export function applyEdits(content: ByteString, edits: readonly Omit<Edit, 'path'>[]): ByteString {
  const parts: string[] = []
  let position = 0
  for (const edit of edits.toSorted((a, b) => a.offset - b.offset)) {
    if (edit.offset < position || edit.offset + edit.length > content.length) {
      throw new RangeError(
        `edit at ${edit.offset}+${edit.length} overlaps or reaches past byte ${content.length}`,
      )
    }
    parts.push(content.slice(position, edit.offset), edit.content)
    position = edit.offset + edit.length
  }
  parts.push(content.slice(position))
  return parts.join('')
}
