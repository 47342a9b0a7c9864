import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { output } from './shell.ts'

/** Where a real sshd listens and how to come in. */
export interface SshAccess {
  readonly host: string
  readonly port: number
  readonly user: string
  /** Path of the private key that is let in. */
  readonly key: string
  /** The host key's fingerprint, `SHA256:…`. */
  readonly hostKey: string
}

/**
 * Writes keys and configuration for an sshd of its own under `folder`; nothing of /etc/ssh is used.
 * @param forcedCommand what the key may run, whatever the client asks for
 */
export async function prepareSshd(folder: string, forcedCommand: string): Promise<SshAccess> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Compiled into sshd as the folder of its unprivileged part; an init system would have made it.
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  for (const name of ['host_key', 'client_key']) {
    await output(
      'ssh-keygen',
      '-q',
      '-t',
      'ed25519',
      '-N',
      '',
      '-C',
      `leasehold-${name}`,
      '-f',
      `${folder}/${name}`,
    )
  }
  const publicKey = readFileSync(`${folder}/client_key.pub`, 'utf8')
  const command = forcedCommand.replaceAll('"', '\\"')
  writeFileSync(`${folder}/authorized_keys`, `restrict,command="${command}" ${publicKey}`, { mode: 0o600 })
  const port = await freePort()
  writeFileSync(`${folder}/sshd_config`, sshdConfig(folder, port))
  return {
    host: '127.0.0.1',
    port,
    user: 'root',
    key: `${folder}/client_key`,
    hostKey: fingerprint(readFileSync(`${folder}/host_key.pub`, 'utf8')),
  }
}

/** Whether something accepts connections there. */
export function isListening(access: SshAccess): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(access.port, access.host)
  socket.once('connect', () => resolve(true))
  socket.once('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}

function sshdConfig(folder: string, port: number): string {
  // Without PAM sshd refuses an account that is locked with `!`, as root is on some fresh systems.
  const locked = /^root:!/m.test(readFileSync('/etc/shadow', 'utf8'))
  return [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey "${folder}/host_key"`,
    `AuthorizedKeysFile "${folder}/authorized_keys"`,
    'PidFile none',
    'PermitRootLogin forced-commands-only',
    'AuthenticationMethods publickey',
    `UsePAM ${locked ? 'yes' : 'no'}`,
    // The folder is private, but /tmp above it is not, which is all that strict modes would say.
    'StrictModes no',
    // Else the shell that sshd runs the forced command with would read root's own start-up files.
    `SetEnv HOME="${folder}"`,
    'MaxStartups 100',
    'LogLevel VERBOSE',
    '',
  ].join('\n')
}

function fingerprint(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

/** A port of the loopback interface that nothing listens on. */
export function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
  })
  return promise
}
