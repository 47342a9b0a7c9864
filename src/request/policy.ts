import { type Person, samePerson } from './person.ts'

/** A rule of the configuration's `policy`: who approves, and how many of them. */
export interface Rule {
  readonly approvers: readonly Person[]
  readonly quorum: number
}

/** Who must approve what. Every rule matches every change, and all that match bind together. */
export interface Policy {
  readonly rules: readonly Rule[]
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

function distinct(people: readonly Person[]): readonly Person[] {
  return people.filter((person, index) => people.findIndex((other) => samePerson(person, other)) === index)
}

function contains(people: readonly Person[], person: Person): boolean {
  return people.some((candidate) => samePerson(candidate, person))
}
