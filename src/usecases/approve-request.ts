import { type CardClick, type CardDeps, type ClickResult, decideOnCard } from './decide-on-card.ts'

/** An approver's yes. When it is the last that was needed, the server's worker is woken. */
export async function approveRequest(click: CardClick, deps: CardDeps): Promise<ClickResult> {
  const result = await decideOnCard({ type: 'approve' }, click, deps)
  if (result.kind === 'taken' && result.request.state.status === 'approved') deps.ring(result.request.server)
  return result
}
