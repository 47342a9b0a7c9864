import type { Answer } from './answer.ts'
import { type Person, samePerson } from './person.ts'

/** A Slack user group, or the people in a channel: who belongs to it is Slack's to say. */
export interface Circle {
  readonly kind: 'group' | 'channel'
  readonly id: string
}

/** Some people: named one by one, or as the members of circles. */
export interface Who {
  readonly users: readonly Person[]
  readonly circles: readonly Circle[]
}

/** The members of circles by the circle's id, as Slack told them; of a circle that is missing it did not say. */
export type Membership = ReadonlyMap<string, readonly Person[]>

/** Whether the person is one of them. Somebody who is named is, whatever Slack says of the circles. */
export function isAmong({ users, circles }: Who, person: Person, membership: Membership): Answer {
  const known = circles.flatMap(({ id }) => membership.get(id) ?? [])
  if (isOneOf([...users, ...known], person)) return 'yes'
  return circles.every(({ id }) => membership.has(id)) ? 'no' : 'unknown'
}

/** All that are known to be among them, each once. */
export function everyone({ users, circles }: Who, membership: Membership): readonly Person[] {
  return distinct([...users, ...circles.flatMap(({ id }) => membership.get(id) ?? [])])
}

/** Whether the person is among these. */
export function isOneOf(people: readonly Person[], person: Person): boolean {
  return people.some((one) => samePerson(one, person))
}

/** Each person once (SAFETY A4). */
export function distinct(people: readonly Person[]): readonly Person[] {
  return people.filter((person, index) => people.findIndex((other) => samePerson(person, other)) === index)
}
