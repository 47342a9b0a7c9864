import type { DelegationEvent } from '../request/delegation.ts'
import type { Drift } from '../request/drift.ts'
import type { RequestEvent } from '../request/events.ts'
import { type Owner, personOf } from '../request/owner.ts'
import type { Person } from '../request/person.ts'
import type { ResolvedPolicy } from '../request/policy.ts'
import type { QueueEvent } from '../request/queue.ts'
import type { EndedRegistration } from '../request/registration.ts'
import type { Request } from '../request/request.ts'
import type {
  Card,
  EndAsk,
  EndTrouble,
  MemberDifference,
  MessageAddress,
  Messenger,
  ToApprovers,
} from '../usecases/ports.ts'
import type { Chat } from './patience.ts'
import { platformReason } from './slack-error.ts'
import { approversNotice } from './views/approvers-notice.ts'
import { askMessage } from './views/ask.ts'
import { requestCard } from './views/card.ts'
import { delegationNotice } from './views/delegation.ts'
import { driftMessage } from './views/drift.ts'
import { departedMessage, endTroubleMessage } from './views/ends.ts'
import type { Message } from './views/message.ts'
import { requesterNotice } from './views/notice.ts'
import { differenceNotice } from './views/pair.ts'
import { queueNotice } from './views/queue.ts'
import { personalReminder } from './views/reminder.ts'
import { storyLine } from './views/story-line.ts'
import { ownerText, paragraph } from './views/text.ts'

/**
 * Shows requests in the approvals channel and tells requesters in direct messages.
 * @param policyFor the policy, with the members of the circles that matter for a request
 */
export function createMessenger(
  chat: Chat,
  approvals: string,
  policyFor: (request: Request) => Promise<ResolvedPolicy>,
): Messenger {
  async function showCard(card: Card, request: Request): Promise<MessageAddress | 'gone'> {
    const message = requestCard(card, request, await policyFor(request))
    return card.message ? update(card.message, message) : post(message)
  }

  async function post(message: Message, place = approvals): Promise<MessageAddress> {
    const { channel, ts } = await chat.postMessage({ channel: place, ...message })
    if (!channel || !ts) throw new Error('chat.postMessage did not say where the message stands')
    return { channel, ts }
  }

  async function update(address: MessageAddress, message: Message): Promise<MessageAddress | 'gone'> {
    try {
      await chat.update({ ...address, ...message })
      return address
    } catch (error) {
      if (platformReason(error) === 'message_not_found') return 'gone'
      throw error
    }
  }

  async function tellStory(events: readonly RequestEvent[], { channel, ts }: MessageAddress): Promise<void> {
    const text = events.map(storyLine).join('\n')
    await chat.postMessage({ channel, thread_ts: ts, text, blocks: [paragraph(text)] })
  }

  async function tellRequester(request: Request, event: RequestEvent): Promise<void> {
    const message = requesterNotice(request, event, approvals)
    if (!message) return
    // A user's id as the channel posts into the direct conversation with them.
    if (!request.ended) return void (await chat.postMessage({ channel: request.requester.user, ...message }))
    // In the approvals channel the card tells the rest.
    const { owner } = request.ended
    if (!(await toOwner(owner, message)) && event.type === 'submitted') await post(addressed(owner, message))
  }

  /** Undefined where the owner is a group, or a person who cannot be reached: the approvals channel is for those. */
  async function toOwner(owner: Owner, message: Message): Promise<MessageAddress | undefined> {
    const person = personOf(owner)
    try {
      return person && (await post(message, person.user))
    } catch (error) {
      if (OUT_OF_REACH.has(platformReason(error) ?? '')) return undefined
      throw error
    }
  }

  async function askOwner(ask: EndAsk): Promise<MessageAddress | 'gone'> {
    const { message, registration } = ask
    const inChannel = askMessage(ask, 'channel')
    if (message?.channel === approvals) return update(message, inChannel)
    const direct = askMessage(ask, 'direct')
    if (message) return update(message, direct)
    return (await toOwner(registration.owner, direct)) ?? post(inChannel)
  }

  async function tellEnd(registration: EndedRegistration, trouble: EndTrouble): Promise<void> {
    await post(endTroubleMessage(registration, trouble))
  }

  async function tellDeparted(server: string, owner: Owner, hosts: readonly string[]): Promise<void> {
    await post(departedMessage(server, owner, hosts))
  }

  async function tellApprovers(
    request: Request,
    event: ToApprovers,
    { channel, ts }: MessageAddress,
  ): Promise<void> {
    const message = approversNotice(request, event, await policyFor(request))
    // An emergency is told to the whole channel, where the thread of a card is easily missed.
    const isBroadcast = event.type === 'approved-in-emergency'
    await chat.postMessage({ channel, ...(!isBroadcast && { thread_ts: ts }), ...message })
  }

  async function remindPerson(request: Request, person: Person): Promise<void> {
    const message = personalReminder(request, person, await policyFor(request), approvals)
    await chat.postMessage({ channel: person.user, ...message })
  }

  async function tellQueue(server: string, event: QueueEvent): Promise<void> {
    await chat.postMessage({ channel: approvals, ...queueNotice(server, event) })
  }

  async function tellDifference(server: string, difference: MemberDifference): Promise<void> {
    await chat.postMessage({ channel: approvals, ...differenceNotice(server, difference) })
  }

  async function tellDelegation(event: DelegationEvent): Promise<void> {
    await chat.postMessage({ channel: approvals, ...delegationNotice(event) })
  }

  async function showDrift(
    drift: Drift,
    address: MessageAddress | undefined,
  ): Promise<MessageAddress | 'gone'> {
    const message = driftMessage(drift)
    return address ? update(address, message) : post(message)
  }

  return {
    showCard,
    tellStory,
    tellRequester,
    tellApprovers,
    remindPerson,
    tellQueue,
    tellDelegation,
    tellDifference,
    showDrift,
    askOwner,
    tellEnd,
    tellDeparted,
  }
}

/** Slack's reasons that speak of the person and not of the call. */
const OUT_OF_REACH: ReadonlySet<string> = new Set([
  'channel_not_found',
  'user_not_found',
  'user_not_visible',
  'user_disabled',
  'cannot_dm_bot',
])

/** The same with the owner's name in front, so that it reaches them. */
function addressed(owner: Owner, { text }: Message): Message {
  const said = `${ownerText(owner.id)}: ${text}`
  return { text: said, blocks: [paragraph(said)] }
}
