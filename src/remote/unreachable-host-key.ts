import type { HopConfig } from '../config/settings.ts'
import { ServerUnreachable } from '../usecases/ports.ts'
import type { PinnedKeys, ShownKey } from './host-key.ts'

/** None of the host keys that the machine showed is the one that is known, or the only one is revoked. */
export function explainHostKey(
  { host }: HopConfig,
  { pinned }: PinnedKeys,
  shown: readonly ShownKey[],
): ServerUnreachable {
  const keys = shown.map(({ type, fingerprint }) => `${fingerprint} (${type})`).join(', ')
  if (shown.some(({ verdict }) => verdict === 'revoked')) {
    return new ServerUnreachable(
      `${host} shows a host key that is marked as revoked: ${keys}.`,
      'Give the machine a new host key, and put that in place of the revoked one.',
    )
  }
  return new ServerUnreachable(
    `${host} shows another host key than the one pinned: it shows ${keys}, pinned is ${pinned}.`,
    'If the machine was set up anew, compare the shown one on its own console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and change hostKey or the known_hosts file; if not, somebody may stand in between: do not go on.',
  )
}

/** The machine has no host key of a type in which it is known. */
export function explainHostKeyType({ host }: HopConfig, { types, pinned }: PinnedKeys): ServerUnreachable {
  return new ServerUnreachable(
    `${host} has no host key of the type that is known (${types.join(', ')}: ${pinned}).`,
    'See which keys it has on its own console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and pin one of them.',
  )
}

/** The known_hosts file says nothing of the machine, or nothing that can be used. */
export function explainNoKnownKey(
  path: string,
  host: string,
  port: number,
  certified: boolean,
): ServerUnreachable {
  const name = port === 22 ? host : `[${host}]:${port}`
  return new ServerUnreachable(
    certified
      ? `For ${name}, ${path} names only a certificate authority, which Leasehold does not understand.`
      : `${path} holds no host key of ${name}.`,
    `Compare what ssh-keyscan -p ${port} ${host} prints with the machine's own console, and add it to that file.`,
  )
}

export function explainKnownHosts(error: unknown, path: string): ServerUnreachable {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
  return new ServerUnreachable(
    `The known_hosts file ${path} cannot be read (${code}).`,
    'Correct knownHosts, and let the user that the bot runs as read that file.',
    { cause: error },
  )
}
