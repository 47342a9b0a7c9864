import { ExplainedError } from '../usecases/explained-error.ts'

/**
 * The workspace that people named by their Slack id at a terminal belong to.
 * @throws {ExplainedError} where the configuration does not name one
 */
export function teamMeant({ team }: { readonly team: string | undefined }): string {
  if (team !== undefined) return team
  throw new ExplainedError(
    'The configuration does not say which workspace these people belong to.',
    'Put its id there, as in: slack: { team: T0123ABCD }',
  )
}
