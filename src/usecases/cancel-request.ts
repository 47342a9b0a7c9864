import type { Refusal } from '../request/decide.ts'
import type { Person } from '../request/person.ts'
import { type CarriedOut, carryOut } from './carry-out.ts'
import { type CardClick, type CardDeps, type ClickResult, decideOnCard } from './decide-on-card.ts'
import type { Clock, RequestStore } from './ports.ts'

/** Whoever asked takes the request back, as long as it is not being applied. */
export function cancelRequest(click: CardClick, deps: CardDeps): Promise<ClickResult> {
  return decideOnCard({ type: 'cancel' }, click, deps)
}

/** The same from a terminal, where there is no card. @returns undefined where there is no such request. */
export async function cancelById(
  id: number,
  by: Person,
  deps: { readonly requests: RequestStore; readonly clock: Clock },
): Promise<CarriedOut | Refusal | undefined> {
  if (!(await deps.requests.find(id))) return undefined
  return carryOut(deps.requests, id, { type: 'cancel', by, at: deps.clock() })
}
