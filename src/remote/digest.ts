import { createHash } from 'node:crypto'
import { type SourceFile, toBytes } from '../dhcpd/source.ts'

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** One file of a configuration as the wire names it. */
export interface FileDigest {
  readonly path: string
  readonly digest: string
}

/** The digest over every file of a configuration and its path, main file first (SAFETY F9); the helper computes the same. */
export function configurationDigest(files: readonly FileDigest[]): string {
  return sha256(toBytes(files.map(({ digest, path }) => `${digest} ${path}\n`).join('')))
}

/** The digest of each file, in the same order. */
export function digestsOf(files: readonly SourceFile[]): FileDigest[] {
  return files.map(({ path, content }) => ({ path, digest: sha256(toBytes(content)) }))
}
