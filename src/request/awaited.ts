import { type Ballot, placesIn } from './ballot.ts'
import { delegateOf } from './delegation.ts'
import { approvalsOf } from './evolve.ts'
import { makersOf } from './makers.ts'
import type { Person } from './person.ts'
import { asksSomebody, quorumOf, type ResolvedPolicy, type Rule } from './policy.ts'
import type { Request } from './request.ts'
import { distinct, everyone, isOneOf, type Who } from './who.ts'

/** Those by whose approval a rule could still be satisfied, and those of them who approve no more. */
export interface Awaited {
  readonly approvers: readonly Who[]
  readonly without: readonly Person[]
}

/** Whose approval a request still waits for: the approvers of the rules that have not enough yet. */
export function awaitedFor(
  rules: readonly Rule[],
  request: Pick<Request, 'requester' | 'editors' | 'state'>,
  { membership }: ResolvedPolicy,
): Awaited {
  const approvals: readonly Ballot[] = approvalsOf(request.state)
  const approvers = rules
    .filter(asksSomebody)
    .filter((rule) => quorumOf(rule, approvals, membership) !== 'yes')
    .map((rule) => rule.approvers)
  return { approvers, without: [...makersOf(request), ...approvals.flatMap(placesIn)] }
}

/** Those of them who are there, as far as it is known: in the place of somebody who is away it is the delegate. */
export function peopleThere(
  who: Who,
  without: readonly Person[],
  { membership, delegations }: Pick<ResolvedPolicy, 'membership' | 'delegations'>,
): readonly Person[] {
  const missing = everyone(who, membership).filter((person) => !isOneOf(without, person))
  const there = missing.map((person) => {
    const delegate = delegateOf(delegations, person)
    return delegate === undefined || isOneOf(without, delegate) ? person : delegate
  })
  return distinct(there)
}
