import {
  type CardClick,
  type CardDeps,
  type ClickResult,
  decideOnCard,
  type Foreseen,
  foresee,
} from './decide-on-card.ts'

/** That a second person has looked at what was done in an emergency, and what they found. */
export interface ReviewGiven extends CardClick {
  readonly note: string | undefined
}

/** Whether the person could review it now: they are asked for a note only then. */
export function mayReview(click: CardClick, deps: CardDeps): Promise<Foreseen> {
  return foresee({ type: 'review' }, click, deps)
}

/** A second person has looked at what was done in an emergency (SAFETY A8). */
export function reviewRequest({ note, ...click }: ReviewGiven, deps: CardDeps): Promise<ClickResult> {
  return decideOnCard({ type: 'review', ...(note !== undefined && { note }) }, click, deps)
}
