import { type Person, samePerson } from '../../request/person.ts'
import type { Shown } from '../../usecases/ports.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import { deskFor, type SlackDeps } from '../deps.ts'
import type { ButtonArgs } from './card-buttons.ts'
import { personOf, refusePerson } from './person.ts'

/** What a button under an answer stands for, and who pressed it. */
export interface Pressed<Kind extends Shown['kind']> {
  readonly person: Person
  readonly desk: ServerDesk
  readonly shown: Extract<Shown, { kind: Kind }>
}

/**
 * Acknowledges a press of a button under an answer: nothing is recorded that could be lost.
 * @returns undefined when the person was told why it does nothing
 */
export async function pressed<Kind extends Shown['kind']>(
  { ack, action, body, respond }: ButtonArgs,
  kind: Kind,
  deps: Pick<SlackDeps, 'answers' | 'people' | 'desks'>,
): Promise<Pressed<Kind> | undefined> {
  await ack()
  const person = personOf(body)
  const tell = (text: string) => respond({ response_type: 'ephemeral', replace_original: false, text })
  const refusal = await refusePerson(deps.people, person)
  if (refusal) return void (await tell(refusal))
  const answer = await deps.answers.find(action.value ?? '')
  const desk = answer && deskFor(deps, answer.server)
  if (!answer || !desk || !samePerson(answer.person, person) || !isOf(answer.shown, kind)) {
    return void (await tell('This answer is more than a day old. Please type the command again.'))
  }
  return { person, desk, shown: answer.shown }
}

function isOf<Kind extends Shown['kind']>(shown: Shown, kind: Kind): shown is Extract<Shown, { kind: Kind }> {
  return shown.kind === kind
}
