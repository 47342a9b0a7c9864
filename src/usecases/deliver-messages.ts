import type { RequestEvent } from '../request/events.ts'
import { after } from '../request/instant.ts'
import { type Person, samePerson } from '../request/person.ts'
import type { Request } from '../request/request.ts'
import { isUnreviewed } from '../request/review.ts'
import {
  type Announcement,
  type Card,
  type CardStore,
  type Clock,
  type Delivery,
  type DriftStore,
  type Log,
  type Messenger,
  type Outbox,
  type RegistrationStore,
  type RequestStore,
  type ToApprovers,
  TryLater,
} from './ports.ts'

export interface DeliverDeps {
  readonly requests: RequestStore
  readonly cards: CardStore
  readonly outbox: Outbox
  readonly announcements: Outbox<Announcement>
  readonly drifts: Pick<DriftStore, 'find' | 'message' | 'posted'>
  readonly registrations: Pick<RegistrationStore, 'asked' | 'posted'>
  readonly messenger: Messenger
  readonly clock: Clock
  readonly log: Log
}

const BATCH = 50
/** Seconds: a message that failed is tried again after 1, 2, 4, … seconds, at most this long. */
const LONGEST_PAUSE = 60

/**
 * Tells people what the outboxes hold, oldest first; what fails is put off and tried again, so messages converge
 * after an outage of Slack (SAFETY C6).
 * @returns milliseconds after which it wants to run again, or undefined when nothing is left.
 */
export async function deliverMessages(deps: DeliverDeps): Promise<number | undefined> {
  for (const announcement of await deps.announcements.due(deps.clock(), BATCH)) {
    await attempt([announcement], deps.announcements, () => tellChannel(announcement, deps), deps)
  }
  const due = await deps.outbox.due(deps.clock(), BATCH)
  for (const [requestId, deliveries] of Map.groupBy(due, (delivery) => delivery.requestId)) {
    const cards = deliveries.filter((delivery) => delivery.to === 'card' && !toApprovers(delivery))
    if (cards.length > 0) await attempt(cards, deps.outbox, () => showAndTell(requestId, cards, deps), deps)
    for (const delivery of deliveries.filter(({ to }) => to === 'requester')) {
      await attempt([delivery], deps.outbox, () => tellRequester(delivery, deps), deps)
    }
    for (const delivery of deliveries) {
      const { to } = delivery
      if (typeof to !== 'string') {
        await attempt([delivery], deps.outbox, () => remindPerson(requestId, to, deps), deps)
      }
      const event = delivery.to === 'card' && toApprovers(delivery)
      if (event) await attempt([delivery], deps.outbox, () => tellApprovers(requestId, event, deps), deps)
    }
  }
  const instants = [await deps.announcements.next(), await deps.outbox.next()]
  const next = instants.filter((instant) => instant !== undefined).toSorted()[0]
  return next === undefined ? undefined : Math.max(Date.parse(next) - Date.parse(deps.clock()), 0)
}

/** Tells the approvals channel of a server. */
async function tellChannel({ server, subject }: Announcement, deps: DeliverDeps): Promise<void> {
  switch (subject.kind) {
    case 'queue':
      return deps.messenger.tellQueue(server, subject.event)
    case 'drift':
      return showDrift(subject.drift, deps)
    case 'delegation':
      return deps.messenger.tellDelegation(subject.event)
    case 'members':
      return deps.messenger.tellDifference(server, subject.difference)
    case 'ask':
      return askOwner(subject.ask, deps)
    case 'end':
      return deps.messenger.tellEnd(subject.registration, subject.trouble)
    case 'departed':
      return deps.messenger.tellDeparted(server, subject.owner, subject.hosts)
    default:
      return subject satisfies never
  }
}

/** Brings the question to an owner up to date. One that is over needs no asking; one that somebody deleted is asked anew. */
async function askOwner(id: string, deps: DeliverDeps): Promise<void> {
  const ask = await deps.registrations.asked(id)
  if (!ask) return
  const shown = await deps.messenger.askOwner(ask)
  await deps.registrations.posted(id, shown === 'gone' ? undefined : shown)
  if (shown === 'gone') await askOwner(id, deps)
}

/** Brings a drift's message up to date; one that somebody deleted is posted anew. */
async function showDrift(id: string, deps: DeliverDeps): Promise<void> {
  const drift = await deps.drifts.find(id)
  if (!drift) throw new Error(`there is no drift ${id} in the store`)
  const shown = await deps.messenger.showDrift(drift, await deps.drifts.message(id))
  await deps.drifts.posted(id, shown === 'gone' ? undefined : shown)
  if (shown === 'gone') await showDrift(id, deps)
}

/** The card says where its request stands, and the thread below it how that came about. */
async function showAndTell(
  requestId: number,
  deliveries: readonly Delivery[],
  deps: DeliverDeps,
): Promise<void> {
  await showCards(requestId, deps)
  const events = deliveries.map(({ event }) => event).filter(({ type }) => STORY.has(type))
  if (events.length === 0) return
  const card = (await deps.cards.ofRequest(requestId)).at(-1)
  if (card?.message) await deps.messenger.tellStory(events, card.message)
}

/** What the thread tells; the steps between are seen on the card. */
const STORY: ReadonlySet<RequestEvent['type']> = new Set([
  'approval-given',
  'approved-automatically',
  'edited',
  'sent-back',
  'delayed',
  'denied',
  'cancelled',
  'expired',
  'settled',
  'reviewed',
])

/**
 * Brings every card of a request up to date: one update, however many events it is behind. The newest comes first, and
 * one that cannot be shown does not keep the others back.
 */
async function showCards(requestId: number, deps: DeliverDeps): Promise<void> {
  const request = await load(requestId, deps)
  await deps.cards.ensure(requestId, request.revision)
  const cards = await deps.cards.ofRequest(requestId)
  const results = await Promise.allSettled(cards.toReversed().map((card) => showCard(card, request, deps)))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** Shows one card; the present one is posted anew when somebody deleted it, an earlier one is let go. */
async function showCard(card: Card, request: Request, deps: DeliverDeps): Promise<void> {
  if (card.revision !== request.revision && !card.message) return
  const shown = await deps.messenger.showCard(card, request)
  if (shown !== 'gone') return deps.cards.posted(card.id, shown)
  await deps.cards.forget(card.id)
  await showCard({ ...card, message: undefined }, request, deps)
}

async function tellRequester(delivery: Delivery, deps: DeliverDeps): Promise<void> {
  await deps.messenger.tellRequester(await load(delivery.requestId, deps), delivery.event)
}

/** The event, where the approvers are told of it beside the card. */
function toApprovers({ event }: Delivery): ToApprovers | undefined {
  switch (event.type) {
    case 'reminded':
    case 'reminded-people':
    case 'approved-in-emergency':
    case 'review-reminded':
      return event
    default:
      return undefined
  }
}

/** Tells the approvers beside the card, which is made sure to stand and to be up to date. */
async function tellApprovers(requestId: number, event: ToApprovers, deps: DeliverDeps): Promise<void> {
  const request = await load(requestId, deps)
  await showCards(requestId, deps)
  if (isOver(event, request)) return
  const { message } = await deps.cards.ensure(requestId, request.revision)
  if (!message) throw new Error(`the card of request ${requestId} stands nowhere`)
  await deps.messenger.tellApprovers(request, event, message)
}

/** What was decided, or reviewed, meanwhile needs no reminder any more; of an emergency they are told in any case. */
function isOver({ type }: ToApprovers, { state }: Request): boolean {
  switch (type) {
    case 'reminded':
      return state.status !== 'pending' || state.remindedAt === undefined
    case 'reminded-people':
      return state.status !== 'pending' || state.remindedPeopleAt === undefined
    case 'review-reminded':
      return !isUnreviewed(state)
    case 'approved-in-emergency':
      return false
  }
}

/** Who has approved meanwhile need not be reminded, nor anybody of what was decided. */
async function remindPerson(requestId: number, person: Person, deps: DeliverDeps): Promise<void> {
  const request = await load(requestId, deps)
  const { state } = request
  if (state.status !== 'pending' || state.remindedPeopleAt === undefined) return
  if (state.approvals.some(({ by }) => samePerson(by, person))) return
  await deps.messenger.remindPerson(request, person)
}

async function load(requestId: number, deps: DeliverDeps): Promise<Request> {
  const request = await deps.requests.find(requestId)
  if (!request) throw new Error(`there is no request ${requestId} in the store`)
  return request
}

async function attempt(
  messages: readonly { readonly id: number; readonly attempts: number }[],
  outbox: Pick<Outbox<never>, 'done' | 'postpone'>,
  act: () => Promise<void>,
  deps: DeliverDeps,
): Promise<void> {
  const ids = messages.map(({ id }) => id)
  try {
    await act()
    await outbox.done(ids)
  } catch (error) {
    const until = after(deps.clock(), pauseAfter(error, messages))
    for (const id of ids) await outbox.postpone(id, until)
    deps.log.warn({ error, messages: ids, until }, 'a message could not be shown')
  }
}

/** Milliseconds: as long as Slack asks for, or longer after each attempt. */
function pauseAfter(error: unknown, messages: readonly { readonly attempts: number }[]): number {
  if (error instanceof TryLater) return error.milliseconds
  const attempts = Math.max(...messages.map((message) => message.attempts))
  return Math.min(2 ** attempts, LONGEST_PAUSE) * 1_000
}
