import type { Kysely, Transaction } from 'kysely'
import type { RequestEvent } from '../request/events.ts'
import {
  dayOf,
  isOver,
  type RegistrationChange,
  registrationChanges,
  tenureIn,
} from '../request/registration.ts'
import type { Request } from '../request/request.ts'
import { isApplied } from './applied-hosts.ts'
import type { RegistrationTable, Schema } from './schema.ts'

/** Notes whose the hosts of a request are once it was applied; other events change nothing of it. */
export async function recordRegistrations(
  trx: Transaction<Schema>,
  request: Request,
  events: readonly RequestEvent[],
): Promise<void> {
  const applied = events.find(isApplied)
  if (!applied) return
  const { id, server, requester } = request
  const rows = await applyChanges(trx, { server, team: requester.team }, registrationChanges(request))
  // Who writes a host again behind its end has decided about the end: its removal is not asked for once more.
  const behind = rows.filter((row) => row.ends_on !== null && isOver(row.ends_on, dayOf(applied.at)))
  for (const { name } of behind) {
    await trx
      .updateTable('registrations')
      .set({ removal: id })
      .where('server', '=', server)
      .where('name', '=', name)
      .execute()
  }
}

/** What somebody kept that was changed by hand: whose it is follows the text, and what is gone is nobody's. */
export async function followKept(
  trx: Transaction<Schema>,
  server: string,
  hosts: readonly { readonly name: string; readonly text: string | undefined }[],
): Promise<void> {
  const known = await rowsOf(
    trx,
    server,
    hosts.map(({ name }) => name),
  )
  const changes = hosts.flatMap(({ name, text }): RegistrationChange[] => {
    const row = known.get(name)
    if (!row) return []
    return [{ name, becomes: text === undefined ? 'gone' : (tenureIn(text) ?? 'endless') }]
  })
  for (const change of changes) {
    await applyChanges(trx, { server, team: known.get(change.name)?.team ?? '' }, [change])
  }
}

/** Where a registration belongs, and the workspace that its owner's id is of. */
interface Whereabouts {
  readonly server: string
  readonly team: string
}

/**
 * Takes the rows of all hosts out and writes them again as they become: names may change places.
 * @returns the rows that were written
 */
export async function applyChanges(
  db: Kysely<Schema>,
  { server, team }: Whereabouts,
  changes: readonly RegistrationChange[],
): Promise<readonly RegistrationTable[]> {
  const names = changes.flatMap(({ name, formerName }) => [name, ...(formerName ? [formerName] : [])])
  if (names.length === 0) return []
  const known = await rowsOf(db, server, names)
  await db.deleteFrom('registrations').where('server', '=', server).where('name', 'in', names).execute()
  const rows = changes.flatMap((change) => {
    const row = rowAfter(known.get(change.formerName ?? change.name), change, { server, team })
    return row ? [row] : []
  })
  if (rows.length > 0) await db.insertInto('registrations').values(rows).execute()
  return rows
}

async function rowsOf(
  db: Kysely<Schema>,
  server: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, RegistrationTable>> {
  if (names.length === 0) return new Map()
  const rows = await db
    .selectFrom('registrations')
    .selectAll()
    .where('server', '=', server)
    .where('name', 'in', names)
    .execute()
  return new Map(rows.map((row) => [row.name, row]))
}

/** A new owner or another end is a new beginning: what was asked about the old one is over. */
function rowAfter(
  row: RegistrationTable | undefined,
  { name, becomes }: RegistrationChange,
  { server, team }: Whereabouts,
): RegistrationTable | undefined {
  switch (becomes) {
    case 'gone':
      return undefined
    case 'same':
      return row && { ...row, name }
    case 'endless':
      return row && fresh({ server, name, team: row.team, owner: row.owner, ends_on: null })
    default: {
      const { owner, end } = becomes
      const isSame = row?.team === team && row.owner === owner && row.ends_on === (end ?? null)
      return isSame ? { ...row, name } : fresh({ server, name, team, owner, ends_on: end ?? null })
    }
  }
}

type Identity = Pick<RegistrationTable, 'server' | 'name' | 'team' | 'owner' | 'ends_on'>

function fresh(identity: Identity): RegistrationTable {
  const untouched = { ask: null, asked_at: null, answer: null, removal: null, trouble: null }
  return { ...identity, ...untouched, channel: null, ts: null }
}
