import type { Refusal } from '../request/decide.ts'
import type { Person } from '../request/person.ts'
import type { Policy } from '../request/policy.ts'
import { type CarriedOut, carryOut } from './carry-out.ts'
import {
  type CardClick,
  type CardDeps,
  type ClickResult,
  decideOnCard,
  type Foreseen,
  foresee,
} from './decide-on-card.ts'
import type { Clock, RequestStore } from './ports.ts'

/** An approval without the approvers, and why it could not wait (SAFETY A8). */
export interface Emergency extends CardClick {
  readonly reason: string
}

/** Whether the person may use the way past the approvers now: they are asked for the reason only then. */
export async function mayApproveInEmergency(click: CardClick, deps: CardDeps): Promise<Foreseen> {
  const foreseen = await foresee({ type: 'approve-in-emergency', reason: '' }, click, deps)
  if (foreseen.kind === 'possible' || foreseen.because.refusal !== 'reason-too-short') return foreseen
  return foreseen.request ? { kind: 'possible', request: foreseen.request } : foreseen
}

/** Approves a request in an emergency: everyone is told, and a second person reviews it afterwards. */
export async function approveInEmergency(
  { reason, ...click }: Emergency,
  deps: CardDeps,
): Promise<ClickResult> {
  const result = await decideOnCard({ type: 'approve-in-emergency', reason }, click, deps)
  if (result.kind === 'taken') deps.ring(result.request.server)
  return result
}

/** The same from a terminal, where there is no card. */
export interface EmergencyAtTerminal {
  readonly id: number
  /** Of the proposal that was shown there. */
  readonly revision: number
  readonly by: Person
  readonly reason: string
}

/** Whether the person is a member still is asked before it is applied. */
export async function approveInEmergencyById(
  { id, ...command }: EmergencyAtTerminal,
  deps: { readonly requests: RequestStore; readonly policy: Policy; readonly clock: Clock },
): Promise<CarriedOut | Refusal> {
  const { requests, policy, clock } = deps
  return carryOut(requests, id, { type: 'approve-in-emergency', ...command, at: clock(), policy })
}
