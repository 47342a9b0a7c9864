import { argv } from 'node:process'
import { connectServer } from '../../src/remote/server.ts'
import { openStore } from '../../src/store/store.ts'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { createTurns } from '../../src/usecases/in-turn.ts'
import { createInventoryCache } from '../../src/usecases/inventory-cache.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, requester } from '../support/people.ts'

/**
 * A bot that asks for one host, has it approved and works until nothing is left, to be killed at any moment; started
 * again on the same store it goes on where the first one was. Prints the outcome.
 * usage: bot-process.ts STORE ACCESS (as JSON)
 */
const [storePath = '', access = '{}'] = argv.slice(2)
const store = await openStore(storePath)
const remote = connectServer({ name: 'campus', deadlineSeconds: 30, ...JSON.parse(access) })
const server = {
  name: 'campus',
  remote,
  cache: createInventoryCache(remote, () => performance.now()),
  place: { after: 'last-host-of-subnet' } as const,
  names: { pattern: undefined, domain: undefined },
  inTurn: createTurns(),
  schedule: { timeZone: 'UTC', windows: [], freezes: [] },
  restartFloor: 0,
}
const deps = {
  ...store,
  people: { standing: async () => 'member' as const },
  policy: { rules: [{ approvers: [approver], quorum: 1 }], operators: [] },
  clock: () => new Date().toISOString(),
  deliver: () => {},
  ring: () => {},
  newTransactionId: () => crypto.randomUUID(),
  log: { info: () => {}, warn: () => {}, error: () => {} },
}

await askOnce()
const work = createWork(server, deps)
for (let pause = await work(); pause !== undefined; pause = await work()) {
  await new Promise((resolve) => setTimeout(resolve, Math.min(pause ?? 0, 200)))
}
const settled = await store.requests.withStatus('campus', ['settled'])
console.log(JSON.stringify(settled.map(({ state }) => state)))
await remote.close()
await store.close()

/** Asks for the host and approves it, as far as an earlier bot did not. */
async function askOnce(): Promise<void> {
  const statuses = ['pending', 'approved', 'applying', 'settled'] as const
  const known = await store.requests.withStatus('campus', [...statuses])
  const request = known[0] ?? (await submit())
  if (request.state.status !== 'pending') return
  const card = await store.cards.ensure(request.id, request.revision)
  const message = card.message ?? { channel: 'C0APPROVE', ts: `${request.id}` }
  await store.cards.posted(card.id, message)
  const result = await approveRequest({ by: approver, cardId: card.id, message }, deps)
  if (result.kind !== 'taken') throw new Error(`not approved: ${JSON.stringify(result)}`)
}

async function submit() {
  const input = {
    name: 'new-1',
    mac: '00:00:5e:01:00:01',
    address: '10.20.0.61',
    subnet: undefined,
    comment: '',
  }
  const submission = { by: requester, input, reason: 'a test', patience: 5_000 }
  const first = await submitRequest({ ...submission, confirmed: [] }, server, deps)
  if (first.kind === 'submitted') return first.request
  const codes = first.kind === 'confirm' ? first.proposal.findings.map(({ code }) => code) : []
  const second = await submitRequest({ ...submission, confirmed: codes }, server, deps)
  if (second.kind !== 'submitted') throw new Error(`not submitted: ${JSON.stringify(second)}`)
  return second.request
}
