import type { State } from '../../request/request.ts'
import { describeOutcome } from './outcome.ts'

/** Where a request stands, in a few words without markup. */
export function statusWords(state: State): string {
  switch (state.status) {
    case 'pending':
      return state.sentBack ? 'sent back, waiting for approval again' : 'waiting for approval'
    case 'approved':
      return state.delay ? 'approved, waiting' : 'approved'
    case 'applying':
      return 'being applied'
    case 'denied':
    case 'cancelled':
    case 'expired':
      return state.status
    case 'settled':
      return describeOutcome(state.outcome).title.toLowerCase()
    default:
      return state satisfies never
  }
}
