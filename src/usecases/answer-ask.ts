import type { ChangeInput } from '../inventory/check-change.ts'
import { UNCHANGED_EDIT } from '../inventory/unchanged-edit.ts'
import { groupOf, isOwnedBy } from '../request/owner.ts'
import type { Person } from '../request/person.ts'
import type { EndAsk, RegistrationStore } from './ports.ts'
import { resolveMembership } from './resolve-policy.ts'
import { submitConfirmed } from './submit-confirmed.ts'
import type { ServerDesk, SubmitDeps, SubmitResult } from './submit-request.ts'

/** A click on a button below the question to an owner: who, and which question. */
export interface AskClick {
  readonly by: Person
  readonly askId: string
}

/** Why an answer is not taken. */
export interface AskRefusal {
  readonly kind: 'not-taken'
  readonly because: 'over' | 'answered' | 'not-a-member' | 'not-the-owner' | 'identity-unknown'
}

export type AskAnswer = AskRefusal | Exclude<SubmitResult, { kind: 'confirm' }>

export interface AskDeps extends SubmitDeps {
  readonly registrations: RegistrationStore
  readonly desks: readonly ServerDesk[]
}

/** What somebody wants who is to be asked something before: whether the answer would be taken. */
export async function mayAnswer(
  { by, askId }: AskClick,
  { registrations, people }: Pick<AskDeps, 'registrations' | 'people'>,
): Promise<AskRefusal | { readonly kind: 'may'; readonly ask: EndAsk }> {
  const standing = await people.standing(by)
  if (standing !== 'member') return refused(standing === 'stranger' ? 'not-a-member' : 'identity-unknown')
  const ask = await registrations.asked(askId)
  if (!ask) return refused('over')
  const { owner } = ask.registration
  const group = groupOf(owner)
  const membership = await resolveMembership(group ? [group] : [], people)
  const isOwner = isOwnedBy(owner, by, membership)
  if (isOwner !== 'yes') return refused(isOwner === 'no' ? 'not-the-owner' : 'identity-unknown')
  return ask.answer?.isOpen ? refused('answered') : { kind: 'may', ask }
}

/** The owner needs it longer: another end is asked for like every change (SAFETY A8). */
export function keepUntil(
  click: AskClick & { readonly until: string; readonly reason: string; readonly patience: number },
  deps: AskDeps,
): Promise<AskAnswer> {
  return answer(
    click,
    click.reason,
    ({ registration: { name } }) => ({ ...UNCHANGED_EDIT, target: name, until: click.until }),
    deps,
  )
}

/** The owner needs it no longer: its removal is asked for now. */
export function letGo(click: AskClick & { readonly patience: number }, deps: AskDeps): Promise<AskAnswer> {
  const reason = 'Its owner lets it go.'
  return answer(click, reason, ({ registration: { name } }) => ({ kind: 'remove', target: name }), deps)
}

async function answer(
  click: AskClick & { readonly patience: number },
  reason: string,
  inputFor: (ask: EndAsk) => ChangeInput,
  deps: AskDeps,
): Promise<AskAnswer> {
  const may = await mayAnswer(click, deps)
  if (may.kind !== 'may') return may
  const desk = deps.desks.find(({ name }) => name === may.ask.registration.server)
  if (!desk) return refused('over')
  const { by, patience } = click
  const result = await submitConfirmed({ by, inputs: [inputFor(may.ask)], reason, patience }, desk, deps)
  if (result.kind === 'submitted') {
    await deps.registrations.answered(click.askId, result.request.id, deps.clock())
    deps.deliver()
  }
  return result
}

function refused(because: AskRefusal['because']): AskRefusal {
  return { kind: 'not-taken', because }
}
