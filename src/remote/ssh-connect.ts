import type { Duplex } from 'node:stream'
import { NodeSSH } from 'node-ssh'
import type { ServerHostKeyAlgorithm } from 'ssh2'
import type { HopConfig, MemberConfig } from '../config/settings.ts'
import { algorithmsOf, type PinnedKeys, readPinned, type ShownKey, shownKey } from './host-key.ts'
import { type Credentials, readCredentials } from './ssh-login.ts'
import { explainConnect, explainForward, explainOnTheWay, type Progress } from './unreachable-connect.ts'
import { explainHostKey, explainHostKeyType } from './unreachable-host-key.ts'

/** A connection to a member, with those to the machines on the way. */
export interface Connection {
  readonly ssh: NodeSSH
  /** Ends it and everything on the way. */
  dispose(): void
}

const keepaliveMilliseconds = 5_000

/**
 * Logs in on a member, through its jump hosts where it has any. Each machine is known by a host key of its own.
 * @param seconds how long each machine on the way may take to be connected to, to show its key and to let us in
 * @throws ServerUnreachable that says what failed, and at which machine
 */
export async function connectMember(member: MemberConfig, seconds: number): Promise<Connection> {
  const made: NodeSSH[] = []
  const dispose = () => {
    for (const ssh of made.toReversed()) ssh.dispose()
  }
  try {
    let way: Way = direct
    for (const hop of member.jump ?? []) {
      const jump = await connectHop(hop, way, seconds).catch((error: unknown) => {
        throw explainOnTheWay(error, hop, member)
      })
      made.push(jump)
      way = (next) => forward(jump, hop, next, seconds)
    }
    const ssh = await connectHop(member, way, seconds)
    made.push(ssh)
    return { ssh, dispose }
  } catch (error) {
    dispose()
    throw error
  }
}

/** Opens what a connection to a machine runs over; undefined means a socket of its own. */
type Way = (to: HopConfig) => Promise<Duplex | undefined>

const direct: Way = async () => undefined

async function forward(jump: NodeSSH, from: HopConfig, to: HopConfig, seconds: number): Promise<Duplex> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('it does not answer in time')), seconds * 1000)
  try {
    return await Promise.race([jump.forwardOut('127.0.0.1', 0, to.host, to.port), late.promise])
  } catch (error) {
    throw explainForward(error, from, to)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * A machine may have host keys of several types and shows one of them: where that is not the one pinned, it is asked
 * for its others before it is taken for a stranger.
 */
async function connectHop(hop: HopConfig, way: Way, seconds: number): Promise<NodeSSH> {
  const pinned = await readPinned(hop)
  const credentials = await readCredentials(hop, seconds)
  const shown: ShownKey[] = []
  for (let types = pinned.types; types.length > 0; ) {
    const attempt = await tryHop({ hop, way, seconds, pinned, credentials, types })
    if (attempt.ssh) return attempt.ssh
    if (hasNoSuchKey(attempt.error)) break
    const key = attempt.shown
    if (key === undefined || key.verdict === 'known') {
      throw explainConnect(attempt.error, hop, attempt.progress)
    }
    shown.push(key)
    types = key.verdict === 'revoked' ? [] : types.filter((type) => type !== key.type)
  }
  throw shown.length > 0 ? explainHostKey(hop, pinned, shown) : explainHostKeyType(hop, pinned)
}

function hasNoSuchKey(error: unknown): boolean {
  return error instanceof Error && /no matching host key format/.test(error.message)
}

interface Try {
  readonly hop: HopConfig
  readonly way: Way
  readonly seconds: number
  readonly pinned: PinnedKeys
  readonly credentials: Credentials
  /** Types of host keys that are asked for. */
  readonly types: readonly string[]
}

type Attempt =
  | { readonly ssh: NodeSSH }
  | {
      readonly ssh?: undefined
      readonly error: unknown
      readonly shown: ShownKey | undefined
      readonly progress: Progress
    }

async function tryHop({ hop, way, seconds, pinned, credentials, types }: Try): Promise<Attempt> {
  const sock = await way(hop)
  const progress: Progress = { connected: sock !== undefined, offered: [], partial: false }
  const methods = 'agent' in credentials ? ['agent'] : ['publickey']
  let shown: ShownKey | undefined
  const ssh = new NodeSSH()
  try {
    const connecting = ssh.connect({
      host: hop.host,
      port: hop.port,
      username: hop.user,
      ...credentials,
      ...(sock && { sock }),
      algorithms: { serverHostKey: algorithmsOf(types) as ServerHostKeyAlgorithm[] },
      readyTimeout: seconds * 1000,
      keepaliveInterval: keepaliveMilliseconds,
      keepaliveCountMax: 3,
      // It must be synchronous: ssh2 goes on with a host that an asynchronous one turns down (SAFETY K1).
      hostVerifier: (key: Buffer) => {
        shown = shownKey(key, pinned)
        return shown.verdict === 'known'
      },
      authHandler: (left: readonly string[] | null, partial: boolean | null) => {
        progress.offered = left ?? progress.offered
        progress.partial ||= partial === true
        return methods.shift() ?? false
      },
    })
    ssh.connection?.once('connect', () => {
      progress.connected = true
    })
    // Stays attached: an error after the connection was made would end the process.
    ssh.connection?.on('error', () => undefined)
    await connecting
    return { ssh }
  } catch (error) {
    ssh.dispose()
    return { error, shown, progress }
  }
}
