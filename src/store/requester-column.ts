import type { Person } from '../request/person.ts'

/** What the column says of who asked: a user id is unique only inside its workspace. */
export function requesterOf({ team, user }: Person): string {
  return `${team} ${user}`
}
