import type { Change } from '../inventory/change.ts'
import type { RequestEvent } from '../request/events.ts'
import type { Person } from '../request/person.ts'
import { differencesOf, type EditableChange, editableOf } from '../request/proposed-fields.ts'
import type { Outcome } from '../request/request.ts'

/** How people and what they wrote are put into a line. */
export interface Words {
  who(person: Person): string
  /** Text of people, servers and files. */
  text(text: string): string
}

/** An event of a request in a line. */
export function eventSaid(event: RequestEvent, { who, text }: Words): string {
  switch (event.type) {
    case 'submitted':
      return `asked by ${who(event.by)}`
    case 'approval-given':
      return `approved by ${who(event.by)}${placesSaid(event.for, who)} (plan ${event.revision})`
    case 'approved':
      return 'approved by as many as it needs'
    case 'approved-automatically':
      return `approved automatically (${text(event.rules.join(', '))})`
    case 'edited':
      return `edited by ${who(event.by)}${text(editSaid(event.was, event.proposal.changes))}`
    case 'approved-in-emergency':
      return `approved in an emergency by ${who(event.by)}, without the approvers: ${text(event.reason)}`
    case 'reviewed':
      return `reviewed by ${who(event.by)}${event.note === undefined ? '' : `: ${text(event.note)}`}`
    case 'review-reminded':
      return 'a reminder that nobody has reviewed it'
    case 'reminded':
      return 'the approvers were reminded'
    case 'reminded-people':
      return event.people.length === 0
        ? 'the approvers were reminded once more'
        : `reminded in person: ${event.people.map(who).join(', ')}`
    case 'denied':
      return `denied by ${who(event.by)}${event.reason === undefined ? '' : `: ${text(event.reason)}`}`
    case 'cancelled':
      return `taken back by ${who(event.by)}`
    case 'expired':
      return 'expired'
    case 'sent-back':
      return `sent back to the approvers: ${text(event.reason)}`
    case 'delayed':
      return `waits: ${text(event.delay.reason)}`
    case 'apply-began':
      return `being applied (transaction ${event.transaction})`
    case 'apply-released':
      return `put back into the queue: ${text(event.reason)}`
    case 'settled':
      return `${event.outcome.kind}${text(detailOf(event.outcome))}${stepsOf(event.record.steps)}`
    default:
      return event satisfies never
  }
}

/** What was given otherwise; what a host keeps is said as `=`. */
function editSaid(was: EditableChange, changes: readonly Change[]): string {
  const is = editableOf(changes)
  const differences = is ? differencesOf(was, is) : []
  const said = differences.map(({ field, before, after }) => `${field} ${before || '='} -> ${after || '='}`)
  return said.length === 0 ? '' : `: ${said.join(', ')}`
}

function placesSaid(away: readonly Person[] = [], who: Words['who']): string {
  return away.length === 0 ? '' : ` for ${away.map(who).join(', ')}`
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
