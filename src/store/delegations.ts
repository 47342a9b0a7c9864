import type { Kysely, Selectable, Transaction } from 'kysely'
import {
  type Absence,
  type Delegation,
  type DelegationEvent,
  evolveAbsence,
  isInForce,
  present,
} from '../request/delegation.ts'
import type { Person } from '../request/person.ts'
import type { DelegationStore } from '../usecases/ports.ts'
import { announce } from './announcements.ts'
import { takeHead } from './audit-chain.ts'
import { readJsonColumn } from './json-column.ts'
import { logEvents } from './queue-log.ts'
import type { DelegationTable, Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** Whom approvers have named for while they are away; what happens to that is in the log of the queues. */
export function delegationStore(db: Kysely<Schema>): DelegationStore {
  return {
    inForce: (at) => inForce(db, at),
    find: (approver) => find(db, approver),
    commit: (absence, events) => inTransaction(db, (trx) => commit(trx, absence, events)),
  }
}

async function inForce(db: Kysely<Schema>, at: string): Promise<readonly Delegation[]> {
  const rows = await db
    .selectFrom('delegations')
    .selectAll()
    .where('until', '>', at)
    .orderBy('team')
    .orderBy('user')
    .execute()
  return rows.flatMap((row) => delegationIn(row) ?? []).filter((delegation) => isInForce(delegation, at))
}

async function find(db: Kysely<Schema>, approver: Person): Promise<Absence> {
  const row = await db
    .selectFrom('delegations')
    .selectAll()
    .where('team', '=', approver.team)
    .where('user', '=', approver.user)
    .executeTakeFirst()
  return row ? { approver, version: row.version, delegation: delegationIn(row) } : present(approver)
}

function delegationIn({ user, delegation }: Selectable<DelegationTable>): Delegation | undefined {
  return delegation === null ? undefined : readJsonColumn<Delegation>(`delegations row ${user}`, delegation)
}

/** The version in the `where` clause, or the missing row, lets one of several committers through. */
async function commit(
  trx: Transaction<Schema>,
  absence: Absence,
  events: readonly DelegationEvent[],
): Promise<boolean> {
  const head = await takeHead(trx, 'queue_log')
  const { approver, version, delegation } = events.reduce(evolveAbsence, absence)
  const row = {
    team: approver.team,
    user: approver.user,
    version,
    until: delegation?.until ?? events.at(-1)?.at ?? '',
    delegation: delegation === undefined ? null : JSON.stringify(delegation),
  }
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('delegations')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['team', 'user']).doUpdateSet(row).where('delegations.version', '=', absence.version),
    )
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return false
  const subject = `@${approver.user}`
  await logEvents(trx, head, subject, absence.version, events)
  for (const event of events) await announce(trx, subject, { kind: 'delegation', event }, event.at)
  return true
}
