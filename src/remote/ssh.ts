import { Readable } from 'node:stream'
import { createPlaces } from './places.ts'
import { type Connection, connectMember } from './ssh-connect.ts'
import type { ServerSettings } from './unreachable.ts'

/** What came back from one command. `code` is null when the connection or the time ended before the command did. */
export interface Reply {
  readonly stdout: Buffer
  readonly stderr: string
  readonly code: number | null
  /** Whether it was the deadline that ended it. */
  readonly late: boolean
}

/** One kept connection to a member, made when it is needed and again when it has dropped. */
export interface Ssh {
  /**
   * Runs a command with `input` on stdin. Once input may have reached the member it always resolves.
   * @throws ServerUnreachable when nothing was sent
   */
  run(command: string, input: Buffer): Promise<Reply>
  close(): void
}

const connectSeconds = 15

/**
 * Conversations at once on one connection. sshd allows ten sessions by default (MaxSessions in sshd_config(5)) and
 * refuses one more, which cannot be told from a connection that broke; some machines allow fewer.
 */
const mostConversations = 4

export function createSsh(settings: ServerSettings): Ssh {
  const inPlace = createPlaces(mostConversations)
  let current: Promise<Connection> | undefined

  function connection(): Promise<Connection> {
    if (current) return current
    const made = connectMember(settings, Math.min(connectSeconds, settings.deadlineSeconds))
    current = made
    made.catch(() => forget(made))
    return made
  }

  /** Others may have made a new one meanwhile, which stays. */
  function forget(made: Promise<Connection>): void {
    if (current === made) current = undefined
  }

  async function run(command: string, input: Buffer): Promise<Reply> {
    let made = connection()
    let kept = await made
    if (!kept.ssh.isConnected()) {
      forget(made)
      // What is left of it are the machines on the way.
      kept.dispose()
      made = connection()
      kept = await made
    }
    const reply = await converse(kept, command, input, settings.deadlineSeconds)
    // After a cut answer the connection is not to be trusted: it may be half dead.
    if (reply.code === null) {
      forget(made)
      kept.dispose()
    }
    return reply
  }

  return {
    run: (command, input) => inPlace(() => run(command, input)),
    close() {
      current?.then(
        (kept) => kept.dispose(),
        () => undefined,
      )
      current = undefined
    },
  }
}

/** One command: stdin as given, stdout as raw bytes (node-ssh's own text is decoded by the chunk), a deadline. */
async function converse(
  { ssh }: Connection,
  command: string,
  input: Buffer,
  deadlineSeconds: number,
): Promise<Reply> {
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  let late = false
  const deadline = setTimeout(() => {
    late = true
    ssh.connection?.destroy()
  }, deadlineSeconds * 1000)
  const reply = (code: number | null): Reply => ({
    stdout: Buffer.concat(stdout),
    stderr: Buffer.concat(stderr).toString('utf8'),
    code,
    late,
  })
  try {
    const { code } = await ssh.execCommand(command, {
      noTrim: true,
      stdin: Readable.from([input]),
      onStdout: (chunk) => stdout.push(chunk),
      onStderr: (chunk) => stderr.push(chunk),
      // Writing to a command that has ended is no reason to end this process.
      onChannel: (channel) => channel.on('error', () => undefined),
    })
    return reply(code)
  } catch {
    // The channel could not be opened, or the connection broke: what came is all there is.
    return reply(null)
  } finally {
    clearTimeout(deadline)
  }
}
