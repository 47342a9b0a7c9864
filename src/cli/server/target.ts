import type { MemberConfig } from '../../config/settings.ts'
import { botUser } from '../../setup/places.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import type { AdminAccess } from './admin-shell.ts'
import type { ServerDesk } from './desk.ts'
import { findMembers } from './find-server.ts'

/** How the administrator reaches the machine. */
export interface AdminFlags {
  readonly config: string
  /** What is typed behind ssh, where it is not the host alone. */
  readonly ssh: string | undefined
  readonly sshConfig: string | undefined
}

/** The machine that is installed on. */
export interface InstallTarget {
  readonly name: string
  readonly host: string
  readonly port: number
  /** Path of the bot's private key. */
  readonly key: string
  /** What leasehold.yaml says of it, where it does. */
  readonly member: MemberConfig | undefined
}

interface Wanted extends AdminFlags {
  readonly name: string | undefined
  readonly member: string | undefined
  readonly host: string | undefined
  readonly port: number
  readonly key: string | undefined
}

/** A machine by its address, or those of a server of leasehold.yaml. @throws ExplainedError, ConfigError */
export function installTargets(wanted: Wanted, desk: ServerDesk): readonly InstallTarget[] {
  const { host, port } = wanted
  if (host !== undefined) {
    const key = wanted.key ?? 'leasehold-ssh-key'
    return [{ name: wanted.name ?? firstLabel(host), host, port, key, member: undefined }]
  }
  const name = wanted.name ?? ''
  return findMembers({ ...wanted, name }, desk).map((member) => knownTarget(name, member, wanted))
}

function knownTarget(name: string, member: MemberConfig, { key: given, config }: Wanted): InstallTarget {
  if (member.user !== botUser) {
    throw new ExplainedError(
      `The installation makes a user ${botUser}, and ${config} says that the bot logs in as ${member.user}.`,
      `Change user to ${botUser} there; --ssh says how you log in yourself.`,
    )
  }
  const key = given ?? ('key' in member ? member.key : undefined)
  if (key === undefined) {
    throw new ExplainedError(
      `The key of ${name} is in an agent.`,
      'Give --key PATH: the public half is read from PATH.pub.',
    )
  }
  return { name, host: member.host, port: member.port, key, member }
}

/** A server's name: lower-case letters, digits and hyphens, beginning with a letter. */
function firstLabel(host: string): string {
  const label = host.toLowerCase().split('.')[0] ?? ''
  return /^[a-z][a-z0-9-]*$/.test(label) ? label : 'campus'
}

/** How the administrator's ssh gets to a machine. */
export function accessTo(
  { host, port }: { readonly host: string; readonly port: number },
  flags: AdminFlags,
  { confirm }: ServerDesk,
): AdminAccess {
  return {
    destination: destinationOf(flags, host, port),
    sshConfig: flags.sshConfig,
    interactive: confirm !== undefined,
  }
}

/** What is typed behind ssh: the host by the name that the administrator's own configuration may know it by. */
export function destinationOf({ ssh }: AdminFlags, host: string, port: number): string {
  if (ssh !== undefined) return ssh
  return port === 22 ? host : `ssh://${host.includes(':') ? `[${host}]` : host}:${port}`
}
