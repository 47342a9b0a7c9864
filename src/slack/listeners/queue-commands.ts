import type { Person } from '../../request/person.ts'
import { isOperator } from '../../request/policy.ts'
import type { QueueRefusal } from '../../request/queue.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { operatorText } from '../views/delay.ts'
import type { Message } from '../views/message.ts'
import { statusMessage } from '../views/queue.ts'
import { escapeMrkdwn, mention, time } from '../views/text.ts'

/** `/dhcp pause [REASON]`: the channel is told by the queue's own message, so the answer is short. */
export async function answerPause(
  reason: string,
  desk: ServerDesk,
  person: Person,
  deps: SlackDeps,
): Promise<Message> {
  const stranger = refuseOthers(person, deps)
  if (stranger) return stranger
  const result = await deps.pause(desk.name, person, reason)
  if ('refusal' in result) return refused(result, desk)
  return say(`The queue of ${desk.name} is paused. What is being applied at this moment is finished.`)
}

/** `/dhcp resume`. */
export async function answerResume(desk: ServerDesk, person: Person, deps: SlackDeps): Promise<Message> {
  const stranger = refuseOthers(person, deps)
  if (stranger) return stranger
  const result = await deps.resume(desk.name, person)
  return 'refusal' in result ? refused(result, desk) : say(`The queue of ${desk.name} goes on.`)
}

/** `/dhcp status`: of one server, or of all. */
export async function answerStatus(desks: readonly ServerDesk[], deps: SlackDeps): Promise<Message> {
  return statusMessage(await Promise.all(desks.map((desk) => deps.status(desk.name))))
}

function refuseOthers(person: Person, { policy }: SlackDeps): Message | undefined {
  if (isOperator(policy, person)) return undefined
  const operators = policy.operators.map(mention).join(', ')
  const who =
    operators === '' ? 'the configuration names nobody (policy.operators)' : `that is for ${operators}`
  return say(
    `You may not pause or resume: ${who}. Whoever runs Leasehold can do it at its command line: leasehold pause SERVER`,
  )
}

function refused(refusal: QueueRefusal, { name }: ServerDesk): Message {
  switch (refusal.refusal) {
    case 'already-paused': {
      const { by, at, reason } = refusal.pause
      return say(
        `The queue of ${name} was paused by ${operatorText(by)} already (${time(at)}). ${escapeMrkdwn(reason)}`,
      )
    }
    case 'not-held':
      return say(`The queue of ${name} is neither paused nor stopped.`)
    default:
      return refusal satisfies never
  }
}

function say(text: string): Message {
  return { text, blocks: [] }
}
