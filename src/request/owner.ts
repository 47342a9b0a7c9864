import type { Answer } from './answer.ts'
import { type Person, samePerson } from './person.ts'
import type { Circle, Membership } from './who.ts'

/** Who answers for a registration: a person of Slack, or a user group. Like a person's, an id counts inside its workspace. */
export interface Owner {
  readonly team: string
  readonly id: string
}

/** The person that it is; undefined of a group. */
export function personOf({ team, id }: Owner): Person | undefined {
  return id.startsWith('S') ? undefined : { team, user: id }
}

/** The group that it is; undefined of a person. */
export function groupOf(owner: Owner): Circle | undefined {
  return personOf(owner) ? undefined : { kind: 'group', id: owner.id }
}

/** Whether what it owns is the person's, directly or through the group. */
export function isOwnedBy(owner: Owner, person: Person, membership: Membership): Answer {
  const alone = personOf(owner)
  if (alone) return samePerson(alone, person) ? 'yes' : 'no'
  if (owner.team !== person.team) return 'no'
  const members = membership.get(owner.id)
  if (!members) return 'unknown'
  return members.some((member) => samePerson(member, person)) ? 'yes' : 'no'
}
