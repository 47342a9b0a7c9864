import type { MemberConfig } from '../config/settings.ts'
import { ServerUnreachable } from '../usecases/ports.ts'

/** How to reach one member; the command is what sshd is asked to run, and is ignored behind a forced one. */
export interface ServerSettings extends MemberConfig {
  /** The server's name, as people know it. */
  readonly name: string
  /** How long one conversation may take. */
  readonly deadlineSeconds: number
}

/**
 * Says in people's words why a connection could not be made.
 * @param offered the fingerprint of the host key that the machine showed, when it got that far
 */
export function explainConnect(
  error: unknown,
  settings: ServerSettings,
  offered: string | undefined,
): ServerUnreachable {
  const [message, advice] = connectFailure(error, settings, offered)
  return new ServerUnreachable(message, advice, { cause: error })
}

function connectFailure(
  error: unknown,
  settings: ServerSettings,
  offered: string | undefined,
): [string, string] {
  const { host, port, user, key, hostKey } = settings
  const { code, level, text } = facts(error)
  if (offered !== undefined && offered !== hostKey) {
    return [
      `${host} shows another host key than the one pinned: it shows ${offered}, pinned is ${hostKey}.`,
      'If the machine was set up anew, compare the shown one on its own console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and change hostKey; if not, somebody may stand in between: do not go on.',
    ]
  }
  if (level === 'client-authentication') {
    return [
      `${host} does not let the user ${user} in with the key ${key}.`,
      `Put its public half (ssh-keygen -yf ${key}) into the authorized_keys of ${user} on ${host}, and see there in sshd's log why it says no.`,
    ]
  }
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [
        `The name ${host} cannot be resolved.`,
        'Correct host, or see why the name service does not know it.',
      ]
    case 'ECONNREFUSED':
      return [`Nothing listens on port ${port} of ${host}.`, 'Correct port, or start sshd there.']
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return [`There is no way to ${host} from here.`, 'Check the network and the routes to the machine.']
  }
  if (level === 'client-timeout' || code === 'ETIMEDOUT') {
    return [
      `${host} did not answer on port ${port} in time.`,
      'Check that the machine is up and that no firewall drops connections to this port.',
    ]
  }
  return [`The SSH connection to ${host} port ${port} failed: ${text}.`, "See sshd's log on that machine."]
}

/** The private key cannot be read or used. */
export function explainKey(error: unknown, key: string): ServerUnreachable {
  const { code, text } = facts(error)
  const options = { cause: error }
  if (code === 'ENOENT') {
    return new ServerUnreachable(
      `The private key ${key} is not there.`,
      `Correct key, or make one with ssh-keygen -t ed25519 -f ${key}.`,
      options,
    )
  }
  if (code !== undefined) {
    return new ServerUnreachable(
      `The private key ${key} cannot be read (${code}).`,
      'Give it to the user that the bot runs as, with mode 600.',
      options,
    )
  }
  return new ServerUnreachable(
    `The private key ${key} cannot be used: ${text}.`,
    'Give a private key in OpenSSH format without a passphrase.',
    options,
  )
}

/** The helper was not reached although the connection stands, or it cannot do its work. */
export function explainHelper(
  settings: ServerSettings,
  code: number | null,
  stderr: string,
): ServerUnreachable {
  const { host, user, command } = settings
  if (/^sudo:/m.test(stderr)) {
    return new ServerUnreachable(
      `sudo on ${host} does not let ${user} run the helper.`,
      `Allow exactly that command without a password in the sudoers file of ${host}.`,
    )
  }
  if (code === 126 || code === 127) {
    return new ServerUnreachable(
      `The helper is not there or cannot be run on ${host}.`,
      `Install it, owned by root with mode 755, and name it in the command= of authorized_keys (without one, ${command} is run).`,
    )
  }
  if (code === null) {
    return new ServerUnreachable(
      `The connection to ${host} ended before the answer was whole.`,
      'It is tried again; if that goes on, check the network and the load of the machine.',
    )
  }
  return new ServerUnreachable(
    `What runs on ${host} does not answer as the helper does (it ended with code ${code}).`,
    `See that the command= in the authorized_keys of ${user} names the helper and that nothing else prints there.`,
  )
}

/** The helper is there and of a version that this program does not speak. */
export function explainVersion(host: string, theirs: string, ours: string): ServerUnreachable {
  return new ServerUnreachable(
    `The helper on ${host} speaks version ${theirs}, this program version ${ours}.`,
    'Install the helper that comes with this program.',
  )
}

/** The helper answered that it cannot serve the request. */
export function explainRefusal(host: string, sentence: string): ServerUnreachable {
  return new ServerUnreachable(
    `The helper on ${host} cannot serve the request: ${sentence}.`,
    'See to its settings and its state folder on that machine.',
  )
}

function facts(error: unknown): { code: string | undefined; level: string | undefined; text: string } {
  if (!(error instanceof Error)) return { code: undefined, level: undefined, text: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const level = 'level' in error && typeof error.level === 'string' ? error.level : undefined
  return { code, level, text: error.message.replace(/\.$/, '') }
}
