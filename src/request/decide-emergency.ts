import { any } from './answer.ts'
import type { Command, Decision } from './decide.ts'
import { placesOf } from './delegation.ts'
import { rulesFor } from './policy.ts'
import { casesOf } from './policy-case.ts'
import type { Request } from './request.ts'
import { handsIn, isUnreviewed, mayUseEmergency, reviewersOf, reviewReminderOf } from './review.ts'
import { tooLate } from './too-late.ts'
import { isAmong, isOneOf } from './who.ts'

/** A reason of fewer characters tells those who read it nothing. */
export const SHORTEST_REASON = 10

/**
 * The one exception to the rule that a second person approves (SAFETY A8): somebody whom the policy names, with a reason.
 * The checks have passed when the request was made, and are run again before it is applied.
 */
export function decideEmergency(
  { by, at, revision, reason, policy }: Extract<Command, { type: 'approve-in-emergency' }>,
  request: Request,
): Decision {
  if (request.state.status !== 'pending') return tooLate(request)
  if (revision !== request.revision) return { refusal: 'outdated-card' }
  if (!mayUseEmergency(policy, by)) {
    return { refusal: 'not-for-emergencies', named: policy.emergency?.users ?? [] }
  }
  if ([...reason.trim()].length < SHORTEST_REASON) {
    return { refusal: 'reason-too-short', least: SHORTEST_REASON }
  }
  return [{ type: 'approved-in-emergency', by, at, reason }]
}

/** A second person has looked at it. That it was an emergency stays on the record. */
export function decideReview(
  { by, at, revision, policy, note }: Extract<Command, { type: 'review' }>,
  request: Request,
): Decision {
  if (!isUnreviewed(request.state)) return tooLate(request)
  if (revision !== request.revision) return { refusal: 'outdated-card' }
  const hands = handsIn(request)
  if (isOneOf(hands, by)) return { refusal: 'took-part' }
  const rules = rulesFor(policy, casesOf(request))
  if (rules === 'unknown') return { refusal: 'membership-unknown' }
  const reviewers = reviewersOf(rules, request, policy)
  const places = [by, ...placesOf(policy.delegations, by, at).filter((person) => !isOneOf(hands, person))]
  const answers = reviewers.flatMap((who) => places.map((place) => isAmong(who, place, policy.membership)))
  switch (any(answers)) {
    case 'yes':
      return [{ type: 'reviewed', by, at, ...(note !== undefined && { note }) }]
    case 'no':
      return { refusal: 'not-a-reviewer', reviewers }
    case 'unknown':
      return { refusal: 'membership-unknown' }
  }
}

/** One reminder a day, however many replicas find it due. */
export function decideReviewReminder(
  { at, policy }: Extract<Command, { type: 'remind-review' }>,
  request: Request,
): Decision {
  if (!isUnreviewed(request.state)) return tooLate(request)
  const until = reviewReminderOf(policy, request.state)
  return at < until ? { refusal: 'not-due', until } : [{ type: 'review-reminded', at }]
}
