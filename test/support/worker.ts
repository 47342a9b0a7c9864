import type { Machine } from '../../demo/machine/machine.ts'
import type { HostInput } from '../../src/inventory/check-add.ts'
import { connectServer } from '../../src/remote/server.ts'
import type { Request } from '../../src/request/request.ts'
import { openStore } from '../../src/store/store.ts'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { createInventoryCache } from '../../src/usecases/inventory-cache.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, requester } from './people.ts'
import { named, policyOf } from './policy.ts'

/**
 * A bot without Slack: a real store, and a worker for a server that is reached over SSH.
 * @param storePath the store's file; it is made when it is not there
 */
export async function openWorker(storePath: string, access: Machine['server']) {
  const store = await openStore({ sqlite: storePath })
  const remote = connectServer({ name: 'campus', deadlineSeconds: 60, ...access })
  const server = {
    name: 'campus',
    remote,
    cache: createInventoryCache(remote, () => performance.now()),
    place: { after: 'last-host-of-subnet' } as const,
    names: { pattern: undefined, domain: undefined },
    schedule: { timeZone: 'UTC', windows: [], freezes: [] },
    restartFloor: 0,
  }
  const deps = {
    ...store,
    people: {
      standing: async () => 'member' as const,
      membersOf: async () => 'unknown' as const,
      delegations: async () => [],
    },
    policy: policyOf({ approvers: named(approver) }),
    servers: ['campus'],
    clock: () => new Date().toISOString(),
    deliver: () => {},
    ring: () => {},
    newTransactionId: () => crypto.randomUUID(),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  }

  /** Asks for a host, with the warnings confirmed. */
  async function submit(host: Pick<HostInput, 'name' | 'mac' | 'address'>): Promise<Request> {
    const inputs = [{ kind: 'add', ...host, subnet: undefined, comment: '' } as const]
    const submission = { by: requester, inputs, reason: 'a test', patience: 60_000 }
    const first = await submitRequest({ ...submission, confirmed: [] }, server, deps)
    if (first.kind === 'submitted') return first.request
    const codes = first.kind === 'confirm' ? first.proposal.findings.map(({ code }) => code) : []
    const second = await submitRequest({ ...submission, confirmed: codes }, server, deps)
    if (second.kind !== 'submitted') throw new Error(`not submitted: ${JSON.stringify(second)}`)
    return second.request
  }

  async function approve(request: Request): Promise<void> {
    const card = await store.cards.ensure(request.id, request.revision)
    const message = card.message ?? { channel: 'C0APPROVE', ts: `${request.id}` }
    await store.cards.posted(card.id, message)
    const result = await approveRequest({ by: approver, cardId: card.id, message }, deps)
    if (result.kind !== 'taken') throw new Error(`not approved: ${JSON.stringify(result)}`)
  }

  return {
    store,
    submit,
    approve,
    /** Does what there is to do; gives the milliseconds after which it wants to be called again. */
    work: createWork(server, deps),
    async close() {
      await remote.close()
      await store.close()
    },
  }
}

export type Worker = Awaited<ReturnType<typeof openWorker>>
