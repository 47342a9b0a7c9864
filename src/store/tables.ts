import { createHash } from 'node:crypto'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from './schema.ts'

/** Who works on what just now is no part of the record. */
type NotOfTheRecord = 'schema_migrations' | 'work_leases'

/** Every table that holds the record, in an order in which they can be filled, with the columns that tell its rows apart. */
export const TABLES = {
  requests: ['id'],
  audit_log: ['seq'],
  audit_heads: ['log'],
  seal_log: ['seq'],
  head_notes: ['channel'],
  cards: ['id'],
  deliveries: ['id'],
  forms: ['id'],
  offers: ['server', 'address'],
  answers: ['id'],
  queues: ['server'],
  queue_log: ['seq'],
  restarts: ['server'],
  applied_hosts: ['server', 'name'],
  drifts: ['id'],
  announcements: ['id'],
  pairs: ['id'],
  differences: ['server'],
  request_subjects: ['subject', 'request_id'],
  submissions: ['server'],
  registrations: ['server', 'name'],
  departed_owners: ['server', 'team', 'owner'],
  delegations: ['team', 'user'],
} as const satisfies Readonly<Record<Exclude<keyof Schema, NotOfTheRecord>, readonly string[]>>

export type TableName = keyof typeof TABLES

export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[]

/** A row of any table. */
export type Row = Readonly<Record<string, string | number | null>>

/** What a table holds, to be compared: how many rows, and a SHA-256 over all of them in their order. */
export interface Content {
  readonly rows: number
  readonly digest: string
}

/** So many rows are held at a time; PostgreSQL takes 65,535 values in one statement. */
const PAGE = 1_000

/** The rows of a table in the order of their keys, which is the same on both databases. */
export async function* pagesOf(db: Kysely<Schema>, table: TableName): AsyncGenerator<readonly Row[]> {
  const keys: readonly string[] = TABLES[table]
  const columns = list(keys.map((key) => sql.ref(key)))
  let after = sql``
  for (;;) {
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} ${after} order by ${columns} limit ${PAGE}
    `.execute(db)
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = sql`where (${columns}) > (${list(keys.map((key) => sql`${last[key]}`))})`
  }
}

/** Adds rows with all their columns, the ids too. */
export async function addRows(db: Kysely<Schema>, table: TableName, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const values = rows.map((row) => sql`(${list(columns.map((column) => sql`${row[column]}`))})`)
  await sql`
    insert into ${sql.table(table)} (${list(columns.map((column) => sql.ref(column)))}) values ${list(values)}
  `.execute(db)
}

export async function contentOf(db: Kysely<Schema>, table: TableName): Promise<Content> {
  const hash = createHash('sha256')
  let count = 0
  for await (const rows of pagesOf(db, table)) {
    for (const row of rows) hash.update(`${JSON.stringify(Object.entries(row).toSorted())}\n`)
    count += rows.length
  }
  return { rows: count, digest: hash.digest('hex') }
}

function list(parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(parts)
}
