import { type CardClick, type CardDeps, type ClickResult, decideOnCard } from './decide-on-card.ts'

/** An approver's no: one ends the request (SAFETY A4). */
export function denyRequest(click: CardClick, deps: CardDeps): Promise<ClickResult> {
  return decideOnCard('deny', click, deps)
}
