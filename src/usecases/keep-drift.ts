import type { Answer } from '../request/answer.ts'
import { type Drift, isOpen, keepDrift } from '../request/drift.ts'
import type { Person } from '../request/person.ts'
import { approverCircles, isApproverOn, isOperator, type Policy } from '../request/policy.ts'
import type { Clock, DriftStore, People } from './ports.ts'
import { resolvePolicy } from './resolve-policy.ts'

/** A click on "Keep as it is": who, and of which drift. */
export interface KeepClick {
  readonly by: Person
  readonly driftId: string
}

export type KeepResult =
  | { readonly kind: 'kept'; readonly drift: Drift }
  | {
      readonly kind: 'refused'
      readonly because: 'unknown-drift' | 'not-a-member' | 'identity-unknown' | 'not-entitled' | 'over'
    }

export interface KeepDeps {
  readonly drifts: DriftStore
  readonly people: People
  readonly policy: Policy
  readonly clock: Clock
  readonly deliver: () => void
}

/** A person accepts what was changed by hand: from now on that is what the file is expected to say. */
export async function keepAsItIs({ by, driftId }: KeepClick, deps: KeepDeps): Promise<KeepResult> {
  const standing = await deps.people.standing(by)
  if (standing === 'stranger') return { kind: 'refused', because: 'not-a-member' }
  if (standing === 'unknown') return { kind: 'refused', because: 'identity-unknown' }
  for (;;) {
    const drift = await deps.drifts.find(driftId)
    if (!drift) return { kind: 'refused', because: 'unknown-drift' }
    const entitled = await isEntitled(by, drift.server, deps)
    if (entitled === 'unknown') return { kind: 'refused', because: 'identity-unknown' }
    if (entitled === 'no') return { kind: 'refused', because: 'not-entitled' }
    if (!isOpen(drift)) return { kind: 'refused', because: 'over' }
    const kept = keepDrift(drift, by, deps.clock())
    if (!(await deps.drifts.commit(kept))) continue
    deps.deliver()
    return { kind: 'kept', drift: kept }
  }
}

/** Operators, and those who approve something on the server. */
async function isEntitled(by: Person, server: string, { policy, people }: KeepDeps): Promise<Answer> {
  if (isOperator(policy, by)) return 'yes'
  const resolved = await resolvePolicy(policy, approverCircles(policy, server), people)
  return isApproverOn(resolved, server, by)
}
