import { argv, stdout } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { carryOut } from '../../../src/usecases/carry-out.ts'
import { policyFor } from '../../../src/usecases/resolve-policy.ts'
import { submitRequest } from '../../../src/usecases/submit-request.ts'
import { type ReplicaSettings, startReplica } from './replica.ts'
import { APPROVERS, hostOf } from './site.ts'

/**
 * A replica in a process of its own, and with `load` people who ask and approve without end. Prints `submitted ID` and
 * `approved ID` as soon as it is acknowledged. Runs until it is killed.
 */
const settings: ReplicaSettings & { readonly load: boolean } = JSON.parse(argv[2] ?? '')
const { store, servers, deps } = await startReplica(settings)
const requester = { team: 'T1', user: 'ann' }
if (settings.load) await Promise.all([people(), people()])

async function people(): Promise<void> {
  for (;;) {
    const id = await ask()
    if (id !== undefined) await approve(id)
    await setTimeout(Math.random() * 20)
  }
}

/** @returns undefined where chance chose a host that was asked for before. */
async function ask(): Promise<number | undefined> {
  const index = Math.floor(Math.random() * servers.length)
  const server = servers[index]
  if (!server) throw new Error('there is no server')
  const inputs = [{ kind: 'add', ...hostOf(index, 1 + Math.floor(Math.random() * 65_000)) }] as const
  const submission = { by: requester, inputs, reason: 'load', confirmed: [], patience: 10_000 }
  const result = await submitRequest(submission, server, deps)
  if (result.kind !== 'submitted') return undefined
  stdout.write(`submitted ${result.request.id}\n`)
  return result.request.id
}

async function approve(id: number): Promise<void> {
  const request = await store.requests.find(id)
  if (!request) throw new Error(`request ${id} is gone`)
  const policy = await policyFor([request], deps.policy, deps.people)
  for (const by of APPROVERS.slice(0, settings.quorum ?? 1)) {
    const at = deps.clock()
    const taken = await carryOut(store.requests, id, { type: 'approve', by, at, revision: 1, policy })
    if ('refusal' in taken) throw new Error(`not approved: ${JSON.stringify(taken)}`)
  }
  deps.ring(request.server)
  stdout.write(`approved ${id}\n`)
}
