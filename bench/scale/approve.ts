import type { Request } from '../../src/request/request.ts'
import type { RequestStore } from '../../src/usecases/ports.ts'
import { APPROVERS } from '../../test/support/simulated/site.ts'

const [BOB] = APPROVERS

/** What a click on Approve stores where one is enough. */
export async function approve(requests: Pick<RequestStore, 'commit'>, request: Request): Promise<void> {
  if (!BOB) throw new Error('there is no approver')
  const at = new Date().toISOString()
  const given = { type: 'approval-given', by: BOB, at, revision: request.revision } as const
  const taken = await requests.commit(request, [given, { type: 'approved', at }])
  if (!taken) throw new Error(`request ${request.id} was not approved`)
}

/** So many people click at the same time. */
const CLICKERS = 8

/** @param told of each request that was approved */
export async function approveAll(
  requests: Pick<RequestStore, 'commit'>,
  all: readonly Request[],
  told: (request: Request) => void,
): Promise<void> {
  const left = all.values()
  const clicking = Array.from({ length: CLICKERS }, async () => {
    for (const request of left) {
      await approve(requests, request)
      told(request)
    }
  })
  await Promise.all(clicking)
}
