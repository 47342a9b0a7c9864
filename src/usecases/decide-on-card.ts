import { type Command, decide, isRefusal, type Refusal } from '../request/decide.ts'
import type { RequestEvent } from '../request/events.ts'
import type { Person } from '../request/person.ts'
import type { Policy, ResolvedPolicy } from '../request/policy.ts'
import type { Request } from '../request/request.ts'
import { carryOut } from './carry-out.ts'
import type { Card, CardStore, Clock, MessageAddress, People, RequestStore } from './ports.ts'
import { policyFor } from './resolve-policy.ts'

/** A decision from a card: whose it is, and on which card. */
export interface CardClick {
  readonly by: Person
  readonly cardId: string
  /** Where the message stands that was clicked; undefined for a form that such a click has opened. */
  readonly message: MessageAddress | undefined
}

/** What a person decides. */
export type CardDecision =
  | { readonly type: 'approve' | 'cancel' }
  | { readonly type: 'deny'; readonly reason?: string }
  | { readonly type: 'approve-in-emergency'; readonly reason: string }
  | { readonly type: 'review'; readonly note?: string }

export type ClickRefusal =
  | Refusal
  /** The button's id is none of ours. */
  | { readonly refusal: 'unknown-card' }
  /** The card was posted twice, and the other message is the one that counts. */
  | { readonly refusal: 'twin-card' }
  /** A guest, a bot, a deactivated person or someone from another team. */
  | { readonly refusal: 'not-a-member' }
  /** Slack could not be asked who the person is. */
  | { readonly refusal: 'identity-unknown' }

export type ClickResult =
  | { readonly kind: 'taken'; readonly request: Request; readonly events: readonly RequestEvent[] }
  | {
      readonly kind: 'refused'
      readonly because: ClickRefusal
      readonly request: Request | undefined
    }

export interface CardDeps {
  readonly requests: RequestStore
  readonly cards: CardStore
  readonly people: People
  readonly policy: Policy
  readonly clock: Clock
  readonly deliver: () => void
  /** Wakes the worker of a server. */
  readonly ring: (server: string) => void
}

/** What approving, denying and taking back have in common: whose click it is, on which card, and one transition. */
export async function decideOnCard(
  decision: CardDecision,
  click: CardClick,
  deps: CardDeps,
): Promise<ClickResult> {
  const asked = await askAbout(click, deps)
  if ('refusal' in asked) return { kind: 'refused', because: asked, request: undefined }
  const { requestId } = asked.card
  const result = await carryOut(deps.requests, requestId, commandOf(decision, click.by, asked, deps))
  deps.deliver()
  if ('refusal' in result) {
    return { kind: 'refused', because: result, request: await deps.requests.find(requestId) }
  }
  return { kind: 'taken', ...result }
}

/** A decision that could be taken now, on this request. */
export interface Possible {
  readonly kind: 'possible'
  readonly request: Request
}

/** Whether a decision could be taken now, or why not. */
export type Foreseen = Possible | Extract<ClickResult, { kind: 'refused' }>

/** What would come of a decision now: nothing is stored. For those who are asked something more before it. */
export async function foresee(decision: CardDecision, click: CardClick, deps: CardDeps): Promise<Foreseen> {
  const asked = await askAbout(click, deps)
  if ('refusal' in asked) return { kind: 'refused', because: asked, request: undefined }
  const { request } = asked
  const foreseen = decide(commandOf(decision, click.by, asked, deps), request)
  return isRefusal(foreseen) ? { kind: 'refused', because: foreseen, request } : { kind: 'possible', request }
}

/** A click on a card of ours by a person who may use it, with all that the decision needs to know. */
export interface Asked {
  readonly card: Card
  readonly request: Request
  readonly policy: ResolvedPolicy
}

/** Slack is asked everything at once: it wants the click acknowledged within three seconds. */
export async function askAbout(
  { cardId, message, by }: CardClick,
  { cards, requests, people, policy }: CardDeps,
): Promise<Asked | ClickRefusal> {
  const card = await cards.find(cardId)
  if (!card) return { refusal: 'unknown-card' }
  if (message && !(await standsThere(card, message, cards))) return { refusal: 'twin-card' }
  const request = await requests.find(card.requestId)
  if (!request) throw new Error(`there is no request ${card.requestId} in the store`)
  const [stranger, resolved] = await Promise.all([
    refuseStranger(by, people),
    policyFor([request], policy, people),
  ])
  return stranger ?? { card, request, policy: resolved }
}

function commandOf(
  decision: CardDecision,
  by: Person,
  { card, policy }: Asked,
  { clock }: CardDeps,
): Command {
  const at = clock()
  if (decision.type === 'cancel') return { type: 'cancel', by, at }
  const common = { by, at, revision: card.revision, policy }
  return decision.type === 'approve' ? { type: 'approve', ...common } : { ...decision, ...common }
}

/**
 * Whether the card is the very message that was clicked. A card whose place we do not know was posted just before the
 * bot stopped or Slack's answer was lost: the click tells where it is.
 */
async function standsThere(card: Card, clicked: MessageAddress, cards: CardStore): Promise<boolean> {
  if (!card.message) await cards.posted(card.id, clicked)
  const { channel, ts } = card.message ?? clicked
  return channel === clicked.channel && ts === clicked.ts
}

async function refuseStranger(person: Person, people: People): Promise<ClickRefusal | undefined> {
  switch (await people.standing(person)) {
    case 'member':
      return undefined
    case 'stranger':
      return { refusal: 'not-a-member' }
    case 'unknown':
      return { refusal: 'identity-unknown' }
  }
}
