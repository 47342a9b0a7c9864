import { askerCircles, circlesFor, type Policy, type ResolvedPolicy } from '../request/policy.ts'
import { casesOf } from '../request/policy-case.ts'
import type { Request } from '../request/request.ts'
import type { Circle, Membership } from '../request/who.ts'
import type { Circles, People } from './ports.ts'

/** The policy with the members of these circles, and with who is away. */
export async function resolvePolicy(
  policy: Policy,
  circles: readonly Circle[],
  people: Circles,
): Promise<ResolvedPolicy> {
  const [delegations, membership] = await Promise.all([
    people.delegations(),
    resolveMembership(circles, people),
  ])
  return { ...policy, membership, delegations }
}

/** The members of these circles, each asked for once and all at a time. */
export async function resolveMembership(
  circles: readonly Circle[],
  people: Pick<People, 'membersOf'>,
): Promise<Membership> {
  const distinct = [...new Map(circles.map((circle) => [circle.id, circle])).values()]
  const answers = await Promise.all(
    distinct.map(async (circle) => ({ circle, members: await people.membersOf(circle) })),
  )
  const known = answers.flatMap(({ circle, members }) =>
    members === 'unknown' ? [] : [[circle.id, members] as const],
  )
  return new Map(known)
}

/** The policy with all that matters for deciding on these requests. */
export function policyFor(
  requests: readonly Pick<Request, 'server' | 'requester' | 'proposal'>[],
  policy: Policy,
  people: Circles,
): Promise<ResolvedPolicy> {
  const circles = requests.flatMap((request) => circlesFor(policy, casesOf(request)))
  return resolvePolicy(policy, circles, people)
}

/** The policy with all that matters for what a person may ask for. */
export function policyForAsking(policy: Policy, people: Circles): Promise<ResolvedPolicy> {
  return resolvePolicy(policy, askerCircles(policy), people)
}
