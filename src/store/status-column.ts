import { OPEN, type State } from '../request/request.ts'
import { isUnreviewed } from '../request/review.ts'

/** What is settled and waits for its review is found by the column: there are few of them among all that is settled. */
export const UNREVIEWED = 'unreviewed'

/** What the column says of requests of which something is still to come. */
export const STILL_OPEN: readonly string[] = [...OPEN, UNREVIEWED]

/** What the column says of a state. */
export function columnOf(state: State): string {
  return isUnreviewed(state) ? UNREVIEWED : state.status
}
