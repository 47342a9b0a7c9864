import { isDay } from '../dhcpd/tenure.ts'
import { after } from './instant.ts'
import { type Operator, type Person, samePerson } from './person.ts'

/** That somebody decides in an approver's place while the approver is away. */
export interface Delegation {
  readonly approver: Person
  readonly delegate: Person
  /** ISO instants: from the first on, until just before the second. */
  readonly from: string
  readonly until: string
  /** In the words of whoever arranged it; empty where none were given. */
  readonly reason: string
}

/** Whom an approver has named, if anybody. */
export interface Absence {
  readonly approver: Person
  /** Counts the events; a write names the version that it was decided on. */
  readonly version: number
  readonly delegation: Delegation | undefined
}

/** What happened: by the approver, or at the bot's command line. */
export type DelegationEvent =
  | ({ readonly type: 'delegated'; readonly by: Operator; readonly at: string } & Delegation)
  | {
      readonly type: 'delegation-ended'
      readonly by: Operator
      readonly at: string
      readonly approver: Person
    }

export type DelegationCommand =
  | {
      readonly type: 'delegate'
      readonly by: Operator
      readonly at: string
      readonly delegate: Person
      readonly until: string
      readonly reason: string
    }
  | { readonly type: 'end-delegation'; readonly by: Operator; readonly at: string }

/** Why a command is not taken. */
export type DelegationRefusal =
  | { readonly refusal: 'yourself' }
  /** It would be over before it began. */
  | { readonly refusal: 'in-the-past' }
  /** Whoever is away for longer gives the task away. */
  | { readonly refusal: 'too-long'; readonly latest: string }
  /** There is none that could be ended. */
  | { readonly refusal: 'not-away' }

/** A year, in milliseconds. */
const LONGEST = 366 * 86_400_000

/** An approver who has named nobody yet. */
export function present(approver: Person): Absence {
  return { approver, version: 0, delegation: undefined }
}

/** Decides a command. A delegation that is named while there is another takes its place. */
export function decideDelegation(
  command: DelegationCommand,
  { approver, delegation }: Absence,
): readonly DelegationEvent[] | DelegationRefusal {
  const { by, at } = command
  if (command.type === 'end-delegation') {
    const isAway = delegation !== undefined && isInForce(delegation, at)
    return isAway ? [{ type: 'delegation-ended', by, at, approver }] : { refusal: 'not-away' }
  }
  const { delegate, until, reason } = command
  if (samePerson(delegate, approver)) return { refusal: 'yourself' }
  if (until <= at) return { refusal: 'in-the-past' }
  const latest = after(at, LONGEST)
  if (until > latest) return { refusal: 'too-long', latest }
  return [{ type: 'delegated', by, at, approver, delegate, from: at, until, reason }]
}

/** What is arranged after an event that {@link decideDelegation} gave for it. */
export function evolveAbsence(absence: Absence, event: DelegationEvent): Absence {
  const next = { ...absence, version: absence.version + 1 }
  if (event.type === 'delegation-ended') return { ...next, delegation: undefined }
  const { approver, delegate, from, until, reason } = event
  return { ...next, delegation: { approver, delegate, from, until, reason } }
}

/** Whether a delegation holds at this instant: it ends by itself. */
export function isInForce({ from, until }: Delegation, at: string): boolean {
  return from <= at && at < until
}

/** The approvers in whose place somebody decides at this instant. It is not handed on: a delegate's delegate is none. */
export function placesOf(
  delegations: readonly Delegation[],
  delegate: Person,
  at: string,
): readonly Person[] {
  return delegations
    .filter((one) => samePerson(one.delegate, delegate) && isInForce(one, at))
    .map(({ approver }) => approver)
}

/** Who decides in this approver's place, of delegations that are in force. */
export function delegateOf(delegations: readonly Delegation[], approver: Person): Person | undefined {
  return delegations.find((one) => samePerson(one.approver, approver))?.delegate
}

/** The instant at which a day ends, in UTC; undefined for what is no day such as `2026-12-24`. */
export function endOfDay(day: string): string | undefined {
  return isDay(day) ? after(`${day}T00:00:00.000Z`, 86_400_000) : undefined
}
