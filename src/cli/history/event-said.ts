import type { Change } from '../../inventory/change.ts'
import type { RequestEvent } from '../../request/events.ts'
import type { Person } from '../../request/person.ts'
import { differencesOf, type EditableChange, editableOf } from '../../request/proposed-fields.ts'
import type { Outcome } from '../../request/request.ts'

/** An event of a request in a line for a terminal; instants are in UTC, people are Slack's user ids. */
export function eventSaid(event: RequestEvent): string {
  switch (event.type) {
    case 'submitted':
      return `asked by ${event.by.user}`
    case 'approval-given':
      return `approved by ${event.by.user}${placesSaid(event.for)} (plan ${event.revision})`
    case 'approved':
      return 'approved by as many as it needs'
    case 'approved-automatically':
      return `approved automatically (${event.rules.join(', ')})`
    case 'edited':
      return `edited by ${event.by.user}${editSaid(event.was, event.proposal.changes)}`
    case 'approved-in-emergency':
      return `approved in an emergency by ${event.by.user}, without the approvers: ${event.reason}`
    case 'reviewed':
      return `reviewed by ${event.by.user}${event.note === undefined ? '' : `: ${event.note}`}`
    case 'review-reminded':
      return 'a reminder that nobody has reviewed it'
    case 'reminded':
      return 'the approvers were reminded'
    case 'reminded-people':
      return event.people.length === 0
        ? 'the approvers were reminded once more'
        : `reminded in person: ${event.people.map(({ user }) => user).join(', ')}`
    case 'denied':
      return `denied by ${event.by.user}${event.reason === undefined ? '' : `: ${event.reason}`}`
    case 'cancelled':
      return `taken back by ${event.by.user}`
    case 'expired':
      return 'expired'
    case 'sent-back':
      return `sent back to the approvers: ${event.reason}`
    case 'delayed':
      return `waits: ${event.delay.reason}`
    case 'apply-began':
      return `being applied (transaction ${event.transaction})`
    case 'apply-released':
      return `put back into the queue: ${event.reason}`
    case 'settled':
      return `${event.outcome.kind}${detailOf(event.outcome)}${stepsOf(event.record.steps)}`
    default:
      return event satisfies never
  }
}

/** What was given otherwise; what a host keeps is said as `=`. */
export function editSaid(was: EditableChange, changes: readonly Change[]): string {
  const is = editableOf(changes)
  const differences = is ? differencesOf(was, is) : []
  const said = differences.map(({ field, before, after }) => `${field} ${before || '='} -> ${after || '='}`)
  return said.length === 0 ? '' : `: ${said.join(', ')}`
}

function placesSaid(away: readonly Person[] = []): string {
  return away.length === 0 ? '' : ` for ${away.map(({ user }) => user).join(', ')}`
}

function detailOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'applied':
      return outcome.detail === undefined ? '' : `: ${outcome.detail}`
    case 'unchanged':
      return ''
    case 'conflict':
      return `: ${outcome.findings.map(({ message }) => message).join(' ')}`
    default:
      return `: ${outcome.detail}`
  }
}

function stepsOf(steps: Readonly<Record<string, number>>): string {
  const told = Object.entries(steps).map(([step, milliseconds]) => `${step} ${milliseconds} ms`)
  return told.length === 0 ? '' : ` (${told.join(', ')})`
}
