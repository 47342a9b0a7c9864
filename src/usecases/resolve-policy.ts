import { askerCircles, circlesFor, type Policy, type ResolvedPolicy } from '../request/policy.ts'
import { casesOf } from '../request/policy-case.ts'
import type { Request } from '../request/request.ts'
import type { Circle } from '../request/who.ts'
import type { Circles } from './ports.ts'

/** The policy with the members of these circles, each asked for once and all at a time, and with who is away. */
export async function resolvePolicy(
  policy: Policy,
  circles: readonly Circle[],
  people: Circles,
): Promise<ResolvedPolicy> {
  const distinct = [...new Map(circles.map((circle) => [circle.id, circle])).values()]
  const [delegations, answers] = await Promise.all([
    people.delegations(),
    Promise.all(distinct.map(async (circle) => ({ circle, members: await people.membersOf(circle) }))),
  ])
  const known = answers.flatMap(({ circle, members }) =>
    members === 'unknown' ? [] : [[circle.id, members] as const],
  )
  return { ...policy, membership: new Map(known), delegations }
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
