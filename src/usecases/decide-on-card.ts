import type { Command, Refusal } from '../request/decide.ts'
import type { RequestEvent } from '../request/events.ts'
import type { Person } from '../request/person.ts'
import type { Policy } from '../request/policy.ts'
import type { Request } from '../request/request.ts'
import { carryOut } from './carry-out.ts'
import type { Card, CardStore, Clock, MessageAddress, People, RequestStore } from './ports.ts'

/** A click on a button of a card: who, on which card, and where the message stands that was clicked. */
export interface CardClick {
  readonly by: Person
  readonly cardId: string
  readonly message: MessageAddress
}

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
  type: 'approve' | 'deny' | 'cancel',
  click: CardClick,
  deps: CardDeps,
): Promise<ClickResult> {
  const card = await deps.cards.find(click.cardId)
  if (!card) return { kind: 'refused', because: { refusal: 'unknown-card' }, request: undefined }
  if (!(await standsThere(card, click.message, deps.cards))) {
    return { kind: 'refused', because: { refusal: 'twin-card' }, request: undefined }
  }
  const stranger = await refuseStranger(click.by, deps.people)
  if (stranger) return { kind: 'refused', because: stranger, request: undefined }
  const result = await carryOut(deps.requests, card.requestId, commandOf(type, click.by, card, deps))
  deps.deliver()
  if ('refusal' in result) {
    return { kind: 'refused', because: result, request: await deps.requests.find(card.requestId) }
  }
  return { kind: 'taken', ...result }
}

function commandOf(
  type: 'approve' | 'deny' | 'cancel',
  by: Person,
  { revision }: Card,
  { clock, policy }: CardDeps,
): Command {
  const at = clock()
  return type === 'cancel' ? { type, by, at } : { type, by, at, revision, policy }
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
