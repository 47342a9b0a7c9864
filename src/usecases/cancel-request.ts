import { type CardClick, type CardDeps, type ClickResult, decideOnCard } from './decide-on-card.ts'

/** Whoever asked takes the request back, as long as it is not being applied. */
export function cancelRequest(click: CardClick, deps: CardDeps): Promise<ClickResult> {
  return decideOnCard({ type: 'cancel' }, click, deps)
}
