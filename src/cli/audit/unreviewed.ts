import { requestName } from '../../request/request.ts'
import { isUnreviewed } from '../../request/review.ts'
import type { RequestStore } from '../../usecases/ports.ts'

export interface UnreviewedDesk {
  /** The names of the configuration's servers. */
  readonly servers: readonly string[]
  readonly requests: Pick<RequestStore, 'unreviewed'>
}

/** Tells of everything that was approved in an emergency and that no second person has looked at (SAFETY A8). */
export async function tellUnreviewed(
  { servers, requests }: UnreviewedDesk,
  out: (text: string) => void,
): Promise<void> {
  for (const server of servers) {
    for (const { id, state } of await requests.unreviewed(server)) {
      if (!isUnreviewed(state)) continue
      const { by, at } = state.emergency
      out(
        `${requestName(id)} (${server}) was approved in an emergency by ${by.user} at ${at}, and nobody has reviewed it.\n`,
      )
    }
  }
}
