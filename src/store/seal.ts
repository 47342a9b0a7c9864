import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { type Kysely, sql, type Transaction } from 'kysely'
import { auditLine } from '../usecases/audit-line.ts'
import type { AuditVerdict, KeptEntry, Sealed, SealOrder, Segment } from '../usecases/ports.ts'
import { type Link, LOGS, type LogName, linkEntries, START, takeHead } from './audit-chain.ts'
import { entriesOf } from './entries.ts'
import type { Schema } from './schema.ts'
import { writeLines } from './segment-file.ts'
import { type SealEvent, sealedTo, segmentsIn } from './segments.ts'
import { STILL_OPEN } from './status-column.ts'
import { StoreError } from './store-error.ts'
import { inTransaction } from './transaction.ts'
import { verify } from './verify.ts'
import { verifyFile } from './verify-file.ts'

/**
 * Takes the oldest entries out of the logs: the chain is found whole, the entries are exported, the file is read back and
 * found to give them, and then they are recorded as a segment and taken out in one transaction (SAFETY K5).
 * @throws StoreError (rejects) when one of these fails; nothing is taken out then.
 */
export async function seal(db: Kysely<Schema>, order: SealOrder): Promise<Sealed> {
  const found = await verify(db, [], [])
  if (found.kind === 'broken') {
    throw new StoreError(
      `The record is not whole: entry ${found.seq} of ${found.log} is not what was written.`,
      'Nothing was sealed. See: leasehold audit verify',
    )
  }
  const runs = await Promise.all(LOGS.map((log) => runOf(db, log, found, order)))
  const kept = runs.flatMap((run) => run.kept ?? [])
  const segments = runs.flatMap((run) => run.segment ?? [])
  if (segments.length === 0) return { segments: [], kept }
  const digest = await digestOf(linesOf(db, segments))
  const sealed = segments.map((segment) => ({ ...segment, digest, file: order.file ?? null }))
  if (order.file !== undefined) await exportTo(order.file, db, sealed)
  await record(db, sealed, order)
  return { segments: sealed, kept }
}

type Whole = Extract<AuditVerdict, { kind: 'intact' }>

/** A run of entries that can be sealed, and the first entry that stays although it is old enough. */
interface Run {
  readonly segment: Omit<Segment, 'digest' | 'file'> | undefined
  readonly kept: KeptEntry | undefined
}

/** Of what was found whole: what is appended meanwhile stays. */
async function runOf(
  db: Kysely<Schema>,
  log: LogName,
  { heads, segments }: Whole,
  { before, at }: SealOrder,
): Promise<Run> {
  const known = sealedTo(segments, log)
  const newest = heads.find((head) => head.log === log)?.seq ?? known.seq
  const staying = await firstStaying(db, log, known, before)
  const end = await linkBefore(db, log, Math.min(staying?.seq ?? newest + 1, newest + 1))
  const kept = staying?.why && { log, seq: staying.seq, subject: staying.subject, why: staying.why }
  if (end.seq <= known.seq) return { segment: undefined, kept }
  const bounds = { first: known.seq + 1, last: end.seq, before: known.hash, after: end.hash }
  return { segment: { log, ...bounds, at }, kept }
}

interface Staying {
  readonly seq: number
  readonly subject: string
  /** Undefined where it is not old enough. */
  readonly why: KeptEntry['why'] | undefined
}

/**
 * The first entry that is not to be taken out: it is not old enough, its request is open, or it is still to be told. What is
 * behind it stays too, so that the log has no hole.
 */
async function firstStaying(
  db: Kysely<Schema>,
  log: LogName,
  { seq: after }: Link,
  before: string,
): Promise<Staying | undefined> {
  if (log === 'queue_log') {
    const row = await db
      .selectFrom('queue_log')
      .select(['seq', 'server as subject'])
      .where('seq', '>', after)
      .where('at', '>=', before)
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst()
    return row && { ...row, why: undefined }
  }
  const isOpen = sql<boolean>`requests.status in (${sql.join([...STILL_OPEN])})`
  const isUntold = sql<boolean>`exists (
    select 1 from deliveries
    where deliveries.request_id = audit_log.request_id and deliveries.version = audit_log.version
  )`
  const row = await db
    .selectFrom('audit_log')
    .innerJoin('requests', 'requests.id', 'audit_log.request_id')
    .select(['audit_log.seq', 'audit_log.request_id as subject', 'audit_log.at'])
    .select(sql<number>`case when ${isOpen} then 1 else 0 end`.as('open'))
    .where('audit_log.seq', '>', after)
    .where(({ or, eb }) => or([eb('audit_log.at', '>=', before), isOpen, isUntold]))
    .orderBy('audit_log.seq')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const why = row.open === 1 ? 'open' : 'untold'
  return { seq: row.seq, subject: String(row.subject), why: row.at < before ? why : undefined }
}

/** The link of the last entry before one. */
async function linkBefore(db: Kysely<Schema>, log: LogName, seq: number): Promise<Link> {
  const row = await db
    .selectFrom(log)
    .select(['seq', 'hash'])
    .where('seq', '<', seq)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? START
}

type Bounds = Pick<Segment, 'log' | 'first' | 'last'>

async function* linesOf(db: Kysely<Schema>, segments: readonly Bounds[]): AsyncGenerator<string> {
  for (const { log, first, last } of segments) {
    for await (const entry of entriesOf(db, log, first - 1, last)) yield auditLine(entry)
  }
}

async function digestOf(lines: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256')
  for await (const line of lines) hash.update(line)
  return hash.digest('hex')
}

/** Until the entries are taken out, a file that is not right is of no use to anybody. */
async function exportTo(file: string, db: Kysely<Schema>, segments: readonly Segment[]): Promise<void> {
  await writeLines(file, linesOf(db, segments))
  try {
    const found = await verifyFile(file, segments, [])
    if (found.kind === 'whole' && found.segments.length === segments.length) return
    throw new StoreError(
      `What was written to ${file} does not read as the record itself.`,
      'Nothing was sealed. Look at the disk, and try another one.',
    )
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  }
}

async function record(db: Kysely<Schema>, segments: readonly Segment[], order: SealOrder): Promise<void> {
  if (await recordOrExplain(db, segments, order)) return
  if (order.file !== undefined) rmSync(order.file, { force: true })
  throw new StoreError('Somebody else sealed at the same time.', 'Nothing more was sealed. Try again.')
}

async function recordOrExplain(
  db: Kysely<Schema>,
  segments: readonly Segment[],
  order: SealOrder,
): Promise<boolean> {
  try {
    return await inTransaction(db, (trx) => recordIn(trx, segments, order))
  } catch (error) {
    if (order.file === undefined) throw error
    // The answer to a commit may be lost, and then the file is all that there is.
    const message = error instanceof Error ? error.message : String(error)
    throw new StoreError(
      `It is not known whether the entries were taken out: ${message}`,
      `Keep ${order.file}, and look: leasehold audit verify --with ${order.file}`,
      { cause: error },
    )
  }
}

/** @returns false, with nothing written, where somebody else has sealed while the entries were exported. */
async function recordIn(
  trx: Transaction<Schema>,
  segments: readonly Segment[],
  { localUser, at }: SealOrder,
): Promise<boolean> {
  const head = await takeHead(trx, 'seal_log')
  const known = await segmentsIn(trx)
  if (segments.some(({ log, first }) => sealedTo(known, log).seq !== first - 1)) return false
  const entries = segments.map(({ log, at: _, ...bounds }) => {
    const event: SealEvent = { type: 'sealed', by: { localUser }, ...bounds }
    const version = known.filter((each) => each.log === log).length + 1
    return { subject: log, log, version, at, event: JSON.stringify(event), last_seq: bounds.last }
  })
  const linked = await linkEntries(trx, 'seal_log', head, entries)
  const rows = linked.map(({ subject: _, ...row }) => row)
  await trx.insertInto('seal_log').values(rows).execute()
  for (const { log, last } of segments) await trx.deleteFrom(log).where('seq', '<=', last).execute()
  return true
}
