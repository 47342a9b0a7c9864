import { type ByteString, toByteString } from '../dhcpd/source.ts'
import { sha256 } from './digest.ts'

/** A file as it was read, with what is worth knowing again when it comes unchanged. */
export interface ReadFile {
  readonly path: string
  readonly digest: string
  readonly content: ByteString
}

/** What one answer to `read` gives. */
export interface Listing {
  readonly main: ReadFile
  /** By path, the main file among them. */
  readonly files: ReadonlyMap<string, ReadFile>
  readonly leases: ReadFile | undefined
  /** Files that were asked for and not given: not there, or not in a folder that the helper may read. */
  readonly absent: ReadonlyMap<string, 'missing' | 'denied'>
}

/**
 * Reads an answer to `read`.
 * @param known gives the content that was announced to the helper, which it answers with `same`
 * @returns undefined when the answer does not hold together
 */
export function readListing(
  lines: readonly ByteString[],
  body: Buffer,
  known: (path: string) => ReadFile | undefined,
): Listing | undefined {
  const files = new Map<string, ReadFile>()
  const absent = new Map<string, 'missing' | 'denied'>()
  let leases: ReadFile | undefined
  let main: ReadFile | undefined
  let position = 0
  for (const line of lines) {
    const [word, ...rest] = line.split(' ')
    if (word === 'missing' || word === 'denied') {
      absent.set(rest.join(' '), word)
    } else if (word === 'file' || word === 'leases') {
      const size = rest[0] === 'sent' ? Number(rest[2]) : 0
      const file =
        rest[0] === 'sent' ? sentFile(rest, body.subarray(position, position + size)) : sameFile(rest, known)
      if (!file) return undefined
      position += size
      if (word === 'leases') leases = file
      else files.set(file.path, file)
      main ??= file
    }
  }
  return main && { main, files, leases, absent }
}

/** `sent DIGEST SIZE PATH`, the bytes standing in the body. */
function sentFile([, digest = '', , ...path]: readonly string[], bytes: Buffer): ReadFile | undefined {
  if (sha256(bytes) !== digest) return undefined
  return { path: path.join(' '), digest, content: toByteString(bytes) }
}

/** `same DIGEST PATH`: what is known already. */
function sameFile(
  [, digest = '', ...path]: readonly string[],
  known: (path: string) => ReadFile | undefined,
): ReadFile | undefined {
  const file = known(path.join(' '))
  return file?.digest === digest ? file : undefined
}
