import { refuseEdit } from '../request/decide-edit.ts'
import {
  askAbout,
  type CardClick,
  type CardDeps,
  type ClickRefusal,
  type Foreseen,
} from './decide-on-card.ts'
import { type EditOfRequest, type EditResult, editRequest } from './edit-request.ts'
import type { ServerDesk, SubmitDeps } from './submit-request.ts'

/** An edit by the form that a click on a card has opened: the card says of which request and plan. */
export interface EditOnCard extends Omit<EditOfRequest, 'id' | 'revision'> {
  readonly cardId: string
}

/** Whether the person could edit the request now: they are shown the form only then. */
export async function mayEdit(click: CardClick, deps: CardDeps): Promise<Foreseen> {
  const asked = await askAbout(click, deps)
  if ('refusal' in asked) return { kind: 'refused', because: asked, request: undefined }
  const { card, request, policy } = asked
  const because = refuseEdit({ by: click.by, at: deps.clock(), revision: card.revision, policy }, request)
  return because ? { kind: 'refused', because, request } : { kind: 'possible', request }
}

/** Edits the request of a card. Whether the person is a member is the caller's to know. */
export async function editOnCard(
  { cardId, ...edit }: EditOnCard,
  desks: readonly ServerDesk[],
  deps: SubmitDeps & Pick<CardDeps, 'cards'>,
): Promise<EditResult | NoCard> {
  const card = await deps.cards.find(cardId)
  const request = card && (await deps.requests.find(card.requestId))
  const desk = desks.find(({ name }) => name === request?.server)
  if (!card || !desk) return { kind: 'not-taken', because: { refusal: 'unknown-card' }, request: undefined }
  return editRequest({ ...edit, id: card.requestId, revision: card.revision }, desk, deps)
}

/** The card is none of ours, or of a server that the configuration does not have any more. */
export interface NoCard {
  readonly kind: 'not-taken'
  readonly because: Extract<ClickRefusal, { refusal: 'unknown-card' }>
  readonly request: undefined
}
