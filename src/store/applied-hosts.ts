import type { Transaction } from 'kysely'
import type { ByteString } from '../dhcpd/source.ts'
import type { RequestEvent } from '../request/events.ts'
import type { HostPlan } from '../request/plan.ts'
import type { Request } from '../request/request.ts'
import type { Schema } from './schema.ts'

/** Notes what requests were settled with as what their hosts now say; other events change no host. */
export async function recordApplied(
  trx: Transaction<Schema>,
  steps: readonly { readonly next: Request; readonly events: readonly RequestEvent[] }[],
): Promise<void> {
  const applied = steps.filter(({ events }) => events.some(isApplied)).map(({ next }) => next)
  for (const [server, requests] of Map.groupBy(applied, (request) => request.server)) {
    await keepApplied(
      trx,
      server,
      requests.flatMap(({ proposal }) => proposal.hosts.flatMap(factsOf)),
    )
  }
}

/** Of a host that was renamed nothing is expected any more under its former name. */
function factsOf({ name, formerName, after }: HostPlan): readonly ExpectedHost[] {
  const former = formerName === undefined ? [] : [{ name: formerName, text: undefined }]
  return [...former, { name, text: after }]
}

interface ExpectedHost {
  readonly name: string
  readonly text: ByteString | undefined
}

/**
 * @param hosts what each host is expected to say from now on; nothing where its text is undefined. Of several texts of the
 * same host the last is meant.
 */
export async function keepApplied(
  trx: Transaction<Schema>,
  server: string,
  hosts: readonly ExpectedHost[],
): Promise<void> {
  const left = [...new Map(hosts.map((host) => [host.name, host])).values()]
  while (left.length > 0) await keepPage(trx, server, left.splice(0, PAGE))
}

/** A request may hold many hosts, and a statement takes so many values. */
const PAGE = 1_000

/** In one statement each: another transaction may keep the same host at the same time. */
async function keepPage(
  trx: Transaction<Schema>,
  server: string,
  hosts: readonly ExpectedHost[],
): Promise<void> {
  const gone = hosts.filter(({ text }) => text === undefined).map(({ name }) => name)
  const kept = hosts.flatMap(({ name, text }) =>
    text === undefined ? [] : [{ server, name, text: JSON.stringify(text) }],
  )
  if (gone.length > 0) {
    await trx.deleteFrom('applied_hosts').where('server', '=', server).where('name', 'in', gone).execute()
  }
  if (kept.length > 0) {
    await trx
      .insertInto('applied_hosts')
      .values(kept)
      .onConflict((conflict) =>
        conflict.columns(['server', 'name']).doUpdateSet(({ ref }) => ({ text: ref('excluded.text') })),
      )
      .execute()
  }
}

/** Whether an event says that a request was applied: the server says what it asked for. */
export function isApplied(event: RequestEvent): boolean {
  return event.type === 'settled' && (event.outcome.kind === 'applied' || event.outcome.kind === 'unchanged')
}
