import { lookForDrift } from '../request/drift.ts'
import type { AppliedServer } from './apply-requests.ts'
import { readNow } from './inventory-cache.ts'
import { lookAtMembers, type MembersDeps } from './look-at-members.ts'
import type { DriftStore, RequestStore } from './ports.ts'
import type { SharedWork } from './share-work.ts'

export interface DriftDeps extends MembersDeps {
  readonly requests: Pick<RequestStore, 'withStatus'>
  readonly drifts: DriftStore
}

/** Milliseconds between two looks. */
const REGULARLY = 5 * 60_000

/**
 * A regular look whether the file still says what was applied (SAFETY C7). Run between transactions and never beside
 * one, which would be taken for a hand that edits the file. What differs is shown and never redone.
 * @param now milliseconds of a clock that never goes back.
 */
export function createDriftWatch(
  server: AppliedServer,
  deps: DriftDeps,
  now: () => number,
  inTurn: SharedWork['inTurn'] = (_, __, job) => job(),
): () => Promise<void> {
  let lookedAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (now() - lookedAt < REGULARLY) return
    lookedAt = now()
    try {
      await inTurn(`drift ${server.name}`, REGULARLY, async () => {
        await look(server, deps)
        await lookAtMembers(server, deps)
      })
    } catch (error) {
      deps.log.warn({ error, server: server.name }, 'the server could not be looked at for drift')
    }
  }
}

async function look({ name: server, cache }: AppliedServer, deps: DriftDeps): Promise<void> {
  // Of a transaction whose end is not known it is not known either what the file should say.
  if ((await deps.requests.withStatus(server, ['applying'])).length > 0) return
  // The open ones first: what a person keeps in between has then moved on, and is not taken for a new drift.
  const open = await deps.drifts.open(server)
  const applied = await deps.drifts.applied(server)
  if (applied.length === 0 && open.length === 0) return
  const inventory = await readNow(cache)
  // Somebody is at work on it: what cannot be read would look as if it were gone.
  if (inventory.problems.length > 0) return
  const at = deps.clock()
  const { ended, begun } = lookForDrift(applied, inventory, open, at)
  for (const drift of ended) await deps.drifts.commit(drift)
  if (begun.length > 0) {
    const drift = { server, noticedAt: at, version: 1, hosts: begun, keptBy: undefined }
    await deps.drifts.begin(drift)
    deps.log.warn({ server, hosts: begun.map((host) => host.name) }, 'registrations were changed by hand')
  }
  if (ended.length + begun.length > 0) deps.deliver()
}
