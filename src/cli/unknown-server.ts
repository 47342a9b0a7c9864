import { nearest } from '../config/nearest.ts'
import { ExplainedError } from '../usecases/explained-error.ts'

/** For a server that is not in the configuration. */
export function unknownServer(server: string, servers: readonly string[]): ExplainedError {
  const meant = nearest(server, servers)
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
  return new ExplainedError(
    `The configuration has no server ${server}.${hint}`,
    `Name one of: ${servers.join(', ')}.`,
  )
}
