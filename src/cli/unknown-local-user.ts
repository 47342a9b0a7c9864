import { ExplainedError } from '../usecases/explained-error.ts'

/** A user of this machine of whom the configuration does not say who that is in Slack. */
export function unknownLocalUser(localUser: string): ExplainedError {
  return new ExplainedError(
    `The configuration does not say who ${localUser} is in Slack.`,
    `Put it there, as in: localUsers: { ${localUser}: U0123ABCD }`,
  )
}
