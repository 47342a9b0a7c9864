import type { HopConfig } from '../config/settings.ts'
import { ServerUnreachable } from '../usecases/ports.ts'

/** How far an attempt to connect has come. */
export interface Progress {
  /** Whether the port took the connection. */
  connected: boolean
  /** The ways to log in that sshd offered when it had turned one down. */
  offered: readonly string[]
  /** Whether sshd took the key and wants something more. */
  partial: boolean
}

/** Says in people's words why a connection to one machine could not be made. */
export function explainConnect(error: unknown, hop: HopConfig, progress: Progress): ServerUnreachable {
  const [message, advice] = connectFailure(error, hop, progress)
  return new ServerUnreachable(message, advice, { cause: error })
}

function connectFailure(error: unknown, hop: HopConfig, progress: Progress): [string, string] {
  const { host, port } = hop
  const { code, level, text } = facts(error)
  if (level === 'client-authentication') return loginFailure(hop, progress)
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
  if (level === 'client-timeout' || (level === 'client-socket' && code === 'ETIMEDOUT')) {
    return timeout(hop, progress)
  }
  if (progress.connected && wasClosed(error)) {
    return [
      `${host} closed the connection on port ${port} before anyone could log in.`,
      'See that it is sshd that listens there, and in its log why it turns this machine away (MaxStartups, a block list, too many keys in the agent).',
    ]
  }
  return [`The SSH connection to ${host} port ${port} failed: ${text}.`, "See sshd's log on that machine."]
}

function loginFailure(hop: HopConfig, { offered, partial }: Progress): [string, string] {
  const { host, user } = hop
  const taken = offered.length === 0 ? '' : ` (it would take: ${offered.join(', ')})`
  if (partial) {
    return [
      `${host} takes the key of ${user} and wants more than a key${taken}.`,
      `Let the key be enough for ${user}: AuthenticationMethods publickey in a Match block of its sshd_config.`,
    ]
  }
  if ('agent' in hop) {
    return [
      `${host} does not let the user ${user} in with any key of the agent ${hop.agent}${taken}.`,
      `Compare ssh-add -L with the authorized_keys of ${user} on ${host}, and see there in sshd's log why it says no.`,
    ]
  }
  return [
    `${host} does not let the user ${user} in with the key ${hop.key}${taken}.`,
    `Put its public half (ssh-keygen -yf ${hop.key}) into the authorized_keys of ${user} on ${host}, and see there in sshd's log why it says no.`,
  ]
}

function timeout({ host, port }: HopConfig, { connected }: Progress): [string, string] {
  if (connected) {
    return [
      `${host} takes connections on port ${port} and then says nothing.`,
      'See that it is sshd that listens there, and whether the machine is overloaded.',
    ]
  }
  return [
    `${host} did not answer on port ${port} in time.`,
    'Check that the machine is up and that no firewall drops connections to this port.',
  ]
}

/** ssh2 and node-ssh have a word each for a peer that hangs up. */
function wasClosed(error: unknown): boolean {
  const { code, text } = facts(error)
  return code === 'ECONNRESET' || /Connection lost before handshake|No response from server/.test(text)
}

/** A jump host did not open the way to the next machine. */
export function explainForward(error: unknown, from: HopConfig, to: HopConfig): ServerUnreachable {
  const { text } = facts(error)
  const reason = text.replace(/^\(SSH\) Channel open failure: /, '')
  return new ServerUnreachable(
    `The jump host ${from.host} does not reach ${to.host} port ${to.port}: ${reason || 'it does not say why'}.`,
    `Try on it: nc -v ${to.host} ${to.port}. If that works, see AllowTcpForwarding in its sshd_config and permitopen in the authorized_keys of ${from.user}.`,
    { cause: error },
  )
}

/** Says of a failure that it was met at a machine on the way. */
export function explainOnTheWay(error: unknown, at: HopConfig, to: HopConfig): unknown {
  if (!(error instanceof ServerUnreachable)) return error
  return new ServerUnreachable(
    `On the way to ${to.host}, at the jump host ${at.host}: ${error.message}`,
    error.advice,
    { cause: error },
  )
}

function facts(error: unknown): { code: string | undefined; level: string | undefined; text: string } {
  if (!(error instanceof Error)) return { code: undefined, level: undefined, text: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const level = 'level' in error && typeof error.level === 'string' ? error.level : undefined
  return { code, level, text: error.message.replace(/\.$/, '') }
}
