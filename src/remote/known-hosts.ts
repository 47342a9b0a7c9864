import { createHmac } from 'node:crypto'

/** What a known_hosts file says of one machine (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). Keys are whole key blobs. */
export interface KnownHost {
  readonly keys: readonly HostKey[]
  readonly revoked: readonly HostKey[]
  /** Whether a certificate authority vouches for it, which ssh2 does not understand. */
  readonly certified: boolean
}

export interface HostKey {
  /** As `ssh-ed25519`. */
  readonly type: string
  readonly blob: Buffer
}

/** Finds a machine in the text of a known_hosts file; lines that are no entries say nothing, as for ssh itself. */
export function findKnownHost(text: string, host: string, port: number): KnownHost {
  const name = port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`
  const entries = text.split(/\r?\n/).flatMap((line) => entryFor(line, name))
  const of = (marker: string) => entries.filter((entry) => entry.marker === marker).map(({ key }) => key)
  return { keys: of(''), revoked: of('@revoked'), certified: of('@cert-authority').length > 0 }
}

/** `[MARKER] NAMES TYPE BASE64 [COMMENT]`, when it is about this name. */
function entryFor(line: string, name: string): { marker: string; key: HostKey }[] {
  if (line.startsWith('#')) return []
  const words = line.trim().split(/[ \t]+/)
  const marker = words[0]?.startsWith('@') ? words.shift() : ''
  const [names, type, base64] = words
  if (marker === undefined || names === undefined || type === undefined || base64 === undefined) return []
  if (!isNamed(names, name)) return []
  return [{ marker, key: { type, blob: Buffer.from(base64, 'base64') } }]
}

function isNamed(names: string, name: string): boolean {
  if (names.startsWith('|')) return isHashOf(names, name)
  const patterns = names.toLowerCase().split(',')
  const forbidden = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
  if (forbidden.some((pattern) => matches(pattern, name))) return false
  return patterns.some((pattern) => !pattern.startsWith('!') && matches(pattern, name))
}

/** `|1|SALT|HASH`: HMAC-SHA1 of the name with the salt as its key. */
function isHashOf(hashed: string, name: string): boolean {
  const [, version, salt = '', hash] = hashed.split('|')
  if (version !== '1') return false
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash
}

/** `*` stands for any characters, `?` for one; a pattern without a port is of port 22 alone. */
function matches(pattern: string, name: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`).test(name)
}
