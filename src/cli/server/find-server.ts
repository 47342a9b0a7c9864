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
