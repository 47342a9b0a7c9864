import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { ChainName, LogName } from './audit-chain.ts'
import type { Schema } from './schema.ts'

/**
 * What the schema needs and kysely does not say in the words of both databases; one object a database. All else is
 * written once.
 */
export interface Dialect {
  /** Puts in line those who bring the schema up to date at once, and refuses a database that is not ours. */
  prepare(trx: Transaction<Schema>): Promise<void>
  /** Lets nobody change or take away what a log holds, a defect of ours included; whoever tries is told `why`. */
  /** The ISO instant so many milliseconds from now, by the database's clock: those of several machines may differ. */
  fromNow(milliseconds: number): RawBuilder<string>
  forbid(db: Kysely<Schema>, log: ChainName, operation: Operation, why: string): Promise<void>
  permit(db: Kysely<Schema>, log: ChainName, operation: Operation): Promise<void>
  /** As {@link forbid} of taking away, but for the entries that `seal_log` says are sealed. */
  forbidUnsealed(db: Kysely<Schema>, log: LogName, why: string): Promise<void>
}

export type Operation = 'update' | 'delete'

/** A transaction of SQLite's has the file to itself from its beginning, and the file is known as ours when it is opened. */
export const sqliteWords: Dialect = {
  async prepare() {},
  async forbid(db, log, operation, why) {
    await sql`
      create trigger ${trigger(log, operation)} before ${sql.raw(operation)} on ${sql.table(log)}
      begin select raise(abort, ${sql.lit(why)}); end
    `.execute(db)
  },
  async permit(db, log, operation) {
    await sql`drop trigger ${trigger(log, operation)}`.execute(db)
  },
  fromNow: (milliseconds) => sql`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`${milliseconds / 1_000} seconds`})`,
  async forbidUnsealed(db, log, why) {
    await sql`
      create trigger ${trigger(log, 'delete')} before delete on ${sql.table(log)}
      when not exists (select 1 from seal_log where log = ${sql.lit(log)} and last_seq >= old.seq)
      begin select raise(abort, ${sql.lit(why)}); end
    `.execute(db)
  },
}

/** @param refuseOther looks whose database it is, once it is our turn. */
export function postgresWords(refuseOther: (trx: Transaction<Schema>) => Promise<void>): Dialect {
  return {
    async prepare(trx) {
      await sql`select pg_advisory_xact_lock(${SCHEMA_LOCK}, ${sql.raw(OWN_SCHEMA)})`.execute(trx)
      await refuseOther(trx)
    },
    async forbid(db, log, operation, why) {
      await sql`
        create or replace function refuse_change() returns trigger language plpgsql
        as $$ begin raise exception '%', tg_argv[0]; end $$
      `.execute(db)
      await sql`
        create trigger ${trigger(log, operation)} before ${sql.raw(EVENTS[operation])} on ${sql.table(log)}
        for each statement execute function refuse_change(${sql.lit(why)})
      `.execute(db)
    },
    async permit(db, log, operation) {
      await sql`drop trigger ${trigger(log, operation)} on ${sql.table(log)}`.execute(db)
    },
    fromNow: instantFromNow,
    async forbidUnsealed(db, log, why) {
      await sql`
        create or replace function refuse_unsealed() returns trigger language plpgsql as $$
        begin
          if not exists (select from seal_log where log = tg_table_name::text and last_seq >= old.seq) then
            raise exception '%', tg_argv[0];
          end if;
          return old;
        end $$
      `.execute(db)
      await sql`
        create trigger ${trigger(log, 'delete')} before delete on ${sql.table(log)}
        for each row execute function refuse_unsealed(${sql.lit(why)})
      `.execute(db)
      await sql`
        create trigger ${trigger(log, 'truncate')} before truncate on ${sql.table(log)}
        for each statement execute function refuse_change(${sql.lit(why)})
      `.execute(db)
    },
  }
}

function instantFromNow(milliseconds: number): RawBuilder<string> {
  const instant = sql`(clock_timestamp() at time zone 'UTC') + ${milliseconds} * interval '1 millisecond'`
  return sql`to_char(${instant}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/** Our advisory locks begin with these numbers ("LEAS" and one more); the second number is the schema's own. */
export const CLAIM_LOCK = 0x4c454153
const SCHEMA_LOCK = CLAIM_LOCK + 1

/** One database may hold several stores, each in a schema of its own. */
export const OWN_SCHEMA = 'current_schema()::regnamespace::oid::integer'

/** PostgreSQL has one more way to take rows away. */
const EVENTS = { update: 'update', delete: 'delete or truncate' } as const

function trigger(log: ChainName, operation: Operation | 'truncate') {
  return sql.id(`${log}_refuses_${operation}`)
}
