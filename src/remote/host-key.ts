import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { HopConfig } from '../config/settings.ts'
import { findKnownHost } from './known-hosts.ts'
import { explainKnownHosts, explainNoKnownKey } from './unreachable-host-key.ts'

/** The host keys by which one machine is known. */
export interface PinnedKeys {
  /** Types in which it may show its key, as `ssh-ed25519`. */
  readonly types: readonly string[]
  /** What is pinned, in words. */
  readonly pinned: string
  judge(key: Buffer): 'known' | 'unknown' | 'revoked'
}

/** A key that a machine has shown. */
export interface ShownKey {
  readonly type: string
  readonly fingerprint: string
  readonly verdict: ReturnType<PinnedKeys['judge']>
}

const everyType = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
]

/**
 * Reads what a machine is known by.
 * @throws ServerUnreachable when that is nothing: an unknown machine is not even connected to (SAFETY K1)
 */
export async function readPinned(hop: HopConfig): Promise<PinnedKeys> {
  if ('knownHosts' in hop) return readKnownHosts(hop.knownHosts, hop)
  const { hostKey } = hop
  return {
    types: everyType,
    pinned: hostKey,
    judge: (key) => (fingerprint(key) === hostKey ? 'known' : 'unknown'),
  }
}

export function shownKey(key: Buffer, { judge }: PinnedKeys): ShownKey {
  return { type: typeOf(key), fingerprint: fingerprint(key), verdict: judge(key) }
}

/** The names that SSH's key exchange has for a type of key: RSA keys sign in three ways. */
export function algorithmsOf(types: readonly string[]): string[] {
  return types.flatMap((type) => (type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] : [type]))
}

async function readKnownHosts(path: string, { host, port }: HopConfig): Promise<PinnedKeys> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw explainKnownHosts(error, path)
  })
  const { keys, revoked, certified } = findKnownHost(text, host, port)
  const types = everyType.filter((type) => keys.some((key) => key.type === type))
  if (types.length === 0) throw explainNoKnownKey(path, host, port, certified)
  return {
    types,
    pinned: keys.map(({ blob }) => fingerprint(blob)).join(', '),
    judge: (key) => {
      if (revoked.some(({ blob }) => blob.equals(key))) return 'revoked'
      return keys.some(({ blob }) => blob.equals(key)) ? 'known' : 'unknown'
    },
  }
}

function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

/** A key blob begins with its type: a length in four bytes and the name (RFC 4253, 6.6). */
function typeOf(key: Buffer): string {
  return key.length < 4 ? '' : key.toString('latin1', 4, 4 + key.readUInt32BE(0))
}
