/** A person of Slack. A user id is unique only inside its workspace, so people are compared by both (SAFETY A3). */
export interface Person {
  readonly team: string
  readonly user: string
}

/** Whether two identities are one person. */
export function samePerson(a: Person, b: Person): boolean {
  return a.team === b.team && a.user === b.user
}

/** Who pauses and resumes: somebody in Slack, or a user of the machine that the bot runs on, at its command line. */
export type Operator = Person | { readonly localUser: string }

/** Whether the same operator is meant, or nobody by both. */
export function isSameOperator(a: Operator | undefined, b: Operator | undefined): boolean {
  if (!a || !b) return a === b
  if ('localUser' in a || 'localUser' in b) {
    return 'localUser' in a && 'localUser' in b && a.localUser === b.localUser
  }
  return samePerson(a, b)
}
