import type { MemberConfig } from '../../config/settings.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import type { KnownServer, ServerDesk } from './desk.ts'

/** A server of leasehold.yaml by its name. @throws ExplainedError that names those that there are */
export function findServer(name: string, config: string, desk: ServerDesk): KnownServer {
  const servers = desk.servers(config)
  const server = servers.find((candidate) => candidate.name === name)
  if (server) return server
  throw new ExplainedError(
    `There is no server ${name} in ${config}.`,
    `Its servers are: ${servers.map((candidate) => candidate.name).join(', ')}.`,
  )
}

/** Which machines of a server are meant. */
export interface Meant {
  readonly name: string
  /** One member of a pair, by its host; undefined for all. */
  readonly member: string | undefined
  /** What is typed behind ssh, which leads to one machine only. */
  readonly ssh: string | undefined
  readonly config: string
}

/** The members of a server of leasehold.yaml that are meant, in their order. @throws ExplainedError, ConfigError */
export function findMembers({ name, member, ssh, config }: Meant, desk: ServerDesk): readonly MemberConfig[] {
  const server = findServer(name, config, desk)
  const all = server.partner ? [server.member, server.partner] : [server.member]
  const hosts = all.map(({ host }) => host)
  const found = all.filter(({ host }) => member === undefined || host === member)
  if (found.length === 0) {
    throw new ExplainedError(`${name} has no member ${member} in ${config}.`, `It has: ${hosts.join(', ')}.`)
  }
  if (ssh !== undefined && found.length > 1) {
    throw new ExplainedError(
      `${name} has two members, and --ssh leads to one machine.`,
      `Add --member ${hosts.join(' or --member ')}.`,
    )
  }
  return found
}
