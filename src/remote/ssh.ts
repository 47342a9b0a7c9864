import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { NodeSSH } from 'node-ssh'
import ssh2 from 'ssh2'
import { createPlaces } from './places.ts'
import { explainConnect, explainKey, type ServerSettings } from './unreachable.ts'

/** What came back from one command. `code` is null when the connection or the time ended before the command did. */
export interface Reply {
  readonly stdout: Buffer
  readonly stderr: string
  readonly code: number | null
}

/** One kept connection to a member, made when it is needed and again when it has dropped. */
export interface Ssh {
  /**
   * Runs the settings' command with `input` on stdin. Once input may have reached the member it always resolves.
   * @throws ServerUnreachable when nothing was sent
   */
  run(input: Buffer): Promise<Reply>
  close(): void
}

const connectSeconds = 15
const keepaliveMilliseconds = 5_000

/**
 * Conversations at once on one connection. sshd allows ten sessions by default (MaxSessions in sshd_config(5)) and
 * refuses one more, which cannot be told from a connection that broke; some machines allow fewer.
 */
const mostConversations = 4

export function createSsh(settings: ServerSettings): Ssh {
  const inPlace = createPlaces(mostConversations)
  let current: Promise<NodeSSH> | undefined

  function connection(): Promise<NodeSSH> {
    if (current) return current
    const made = connect(settings)
    current = made
    made.catch(() => forget(made))
    return made
  }

  /** Others may have made a new one meanwhile, which stays. */
  function forget(made: Promise<NodeSSH>): void {
    if (current === made) current = undefined
  }

  async function run(input: Buffer): Promise<Reply> {
    let made = connection()
    let ssh = await made
    if (!ssh.isConnected()) {
      forget(made)
      made = connection()
      ssh = await made
    }
    const reply = await converse(ssh, settings, input)
    // After a cut answer the connection is not to be trusted: it may be half dead.
    if (reply.code === null) {
      forget(made)
      ssh.dispose()
    }
    return reply
  }

  return {
    run: (input) => inPlace(() => run(input)),
    close() {
      current?.then(
        (ssh) => ssh.dispose(),
        () => undefined,
      )
      current = undefined
    },
  }
}

async function connect(settings: ServerSettings): Promise<NodeSSH> {
  const privateKey = await readKey(settings.key)
  let offered: string | undefined
  const ssh = new NodeSSH()
  try {
    const connecting = ssh.connect({
      host: settings.host,
      port: settings.port,
      username: settings.user,
      privateKey,
      readyTimeout: Math.min(connectSeconds, settings.deadlineSeconds) * 1000,
      keepaliveInterval: keepaliveMilliseconds,
      keepaliveCountMax: 3,
      // It must be synchronous: ssh2 goes on with a host that an asynchronous one turns down (SAFETY K1).
      hostVerifier: (key: Buffer) => {
        offered = fingerprint(key)
        return offered === settings.hostKey
      },
    })
    // Stays attached: an error after the connection was made would end the process.
    ssh.connection?.on('error', () => undefined)
    await connecting
    return ssh
  } catch (error) {
    ssh.dispose()
    throw explainConnect(error, settings, offered)
  }
}

async function readKey(path: string): Promise<string> {
  try {
    const text = await readFile(path, 'utf8')
    const parsed = ssh2.utils.parseKey(text)
    if (parsed instanceof Error) throw parsed
    return text
  } catch (error) {
    throw explainKey(error, path)
  }
}

function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

/** One command: stdin as given, stdout as raw bytes (node-ssh's own text is decoded by the chunk), a deadline. */
async function converse(ssh: NodeSSH, settings: ServerSettings, input: Buffer): Promise<Reply> {
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  const deadline = setTimeout(() => ssh.connection?.destroy(), settings.deadlineSeconds * 1000)
  try {
    const { code } = await ssh.execCommand(settings.command, {
      noTrim: true,
      stdin: Readable.from([input]),
      onStdout: (chunk) => stdout.push(chunk),
      onStderr: (chunk) => stderr.push(chunk),
      // Writing to a command that has ended is no reason to end this process.
      onChannel: (channel) => channel.on('error', () => undefined),
    })
    return { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8'), code }
  } catch {
    // The channel could not be opened, or the connection broke: what came is all there is.
    return { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8'), code: null }
  } finally {
    clearTimeout(deadline)
  }
}
