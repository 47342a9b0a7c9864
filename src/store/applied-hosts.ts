import type { Transaction } from 'kysely'
import type { ByteString } from '../dhcpd/source.ts'
import type { RequestEvent } from '../request/events.ts'
import type { HostPlan } from '../request/plan.ts'
import type { Request } from '../request/request.ts'
import type { AppliedHostTable, Schema } from './schema.ts'

/** Notes what a request was settled with as what its hosts now say; other events change no host. */
export async function recordApplied(
  trx: Transaction<Schema>,
  { server, proposal }: Request,
  events: readonly RequestEvent[],
): Promise<void> {
  if (!events.some(isApplied)) return
  await keepApplied(trx, server, proposal.hosts.flatMap(factsOf))
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

/** @param hosts what each host is expected to say from now on; nothing where its text is undefined. */
export async function keepApplied(
  trx: Transaction<Schema>,
  server: string,
  hosts: readonly ExpectedHost[],
): Promise<void> {
  for (const { name, text } of hosts) {
    if (text === undefined) await forget(trx, server, name)
    else await keep(trx, { server, name, text: JSON.stringify(text) })
  }
}

async function forget(trx: Transaction<Schema>, server: string, name: string): Promise<void> {
  await trx.deleteFrom('applied_hosts').where('server', '=', server).where('name', '=', name).execute()
}

/** In one statement: another transaction may keep the same host at the same time. */
async function keep(trx: Transaction<Schema>, row: AppliedHostTable): Promise<void> {
  await trx
    .insertInto('applied_hosts')
    .values(row)
    .onConflict((conflict) => conflict.columns(['server', 'name']).doUpdateSet(row))
    .execute()
}

/** Whether an event says that a request was applied: the server says what it asked for. */
export function isApplied(event: RequestEvent): boolean {
  return event.type === 'settled' && (event.outcome.kind === 'applied' || event.outcome.kind === 'unchanged')
}
