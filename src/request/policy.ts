import { type Person, samePerson } from './person.ts'

/** A rule of the configuration's `policy`: who approves, and how many of them. */
export interface Rule {
  readonly approvers: readonly Person[]
  readonly quorum: number
  /** Milliseconds for which a request waits to be approved, and once more to be applied. */
  readonly expires: number
}

/** Who must approve what, and who has a hand on the brake. Every rule matches every change, and all that match bind together. */
export interface Policy {
  readonly rules: readonly Rule[]
  /** Who may pause and resume a server's queue. */
  readonly operators: readonly Person[]
}

/** Whether the person may pause and resume the servers' queues. */
export function isOperator(policy: Policy, person: Person): boolean {
  return contains(policy.operators, person)
}

/** Whether the person is an approver of any rule. */
export function isApprover(policy: Policy, person: Person): boolean {
  return policy.rules.some((rule) => contains(rule.approvers, person))
}

/** Whether these people together satisfy every rule, each rule counting only its own approvers (SAFETY A4). */
export function isApprovedBy(policy: Policy, people: readonly Person[]): boolean {
  return policy.rules.every(
    (rule) => distinct(people).filter((person) => contains(rule.approvers, person)).length >= rule.quorum,
  )
}

/**
 * When a request that waits expires: the shortest time of its rules counts.
 * @param since the ISO instant since which it waits
 */
export function expiryOf(policy: Policy, since: string): string {
  const shortest = Math.min(...policy.rules.map(({ expires }) => expires))
  return new Date(Date.parse(since) + shortest).toISOString()
}

function distinct(people: readonly Person[]): readonly Person[] {
  return people.filter((person, index) => people.findIndex((other) => samePerson(person, other)) === index)
}

function contains(people: readonly Person[], person: Person): boolean {
  return people.some((candidate) => samePerson(candidate, person))
}
