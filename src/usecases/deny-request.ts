import {
  type CardClick,
  type CardDeps,
  type ClickResult,
  decideOnCard,
  type Foreseen,
  foresee,
} from './decide-on-card.ts'

/** A denial, and why; the requester is told the reason. */
export interface Denial extends CardClick {
  readonly reason: string | undefined
}

/** Whether the person could deny the request now: they are asked for a reason only then. */
export function mayDeny(click: CardClick, deps: CardDeps): Promise<Foreseen> {
  return foresee({ type: 'deny' }, click, deps)
}

/** An approver's no: one ends the request (SAFETY A4). */
export function denyRequest({ reason, ...click }: Denial, deps: CardDeps): Promise<ClickResult> {
  return decideOnCard({ type: 'deny', ...(reason === undefined ? {} : { reason }) }, click, deps)
}
