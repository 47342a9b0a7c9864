import { type Kysely, sql } from 'kysely'
import type { AuditHead, AuditVerdict } from '../usecases/ports.ts'
import { CHAINS, type ChainName, contradicts, faultBehind, type Link, START } from './audit-chain.ts'
import { entriesOf } from './entries.ts'
import type { Schema } from './schema.ts'
import { type RecordedSegment, sealedTo, segmentsIn } from './segments.ts'
import { verifyFile } from './verify-file.ts'

type Broken = Extract<AuditVerdict, { kind: 'broken' }>

/** What the checks hold the logs against. */
interface Known {
  readonly noted: readonly AuditHead[]
  readonly segments: readonly RecordedSegment[]
}

/**
 * Works every hash out again, from the first entry on: through what `seal_log` says of the segments, then through the
 * entries that are there, to the heads that are kept and those that were noted elsewhere.
 * @param files exported files of segments, which are worked out too
 */
export async function verify(
  db: Kysely<Schema>,
  noted: readonly AuditHead[],
  files: readonly string[],
): Promise<AuditVerdict> {
  for (;;) {
    const { head } = await endOf(db, 'seal_log')
    const verdict = await verifyOnce(db, noted, files)
    // Entries that were sealed between two looks are no longer where they were expected.
    if (verdict.kind === 'intact' || (await endOf(db, 'seal_log')).head?.seq === head?.seq) return verdict
  }
}

async function verifyOnce(
  db: Kysely<Schema>,
  noted: readonly AuditHead[],
  files: readonly string[],
): Promise<AuditVerdict> {
  // What was sealed first: where the other logs begin is taken from there.
  const seals = await verifyChain(db, 'seal_log', START, noted)
  if (seals.kind === 'broken') return seals
  const segments = await segmentsIn(db)
  const known = { noted, segments }
  const heads: AuditHead[] = []
  for (const log of CHAINS) {
    const found = log === 'seal_log' ? seals : await verifyLog(db, log, known)
    if (found.kind === 'broken') return found
    // Where nothing was ever sealed, there is nothing to say of it.
    if (log !== 'seal_log' || found.head.seq > 0) heads.push(found.head)
  }
  const seen = await verifyFiles(files, known)
  if ('kind' in seen) return seen
  const unseen = noted.filter((head) => isSealed(head, segments) && !seen.has(head))
  return { kind: 'intact', heads, segments: segments.map(shown), unseen }
}

type Verified = { readonly kind: 'whole'; readonly head: AuditHead } | Broken

/** A log from its first entry on: its segments, each behind the one before, and then what is there. */
async function verifyLog(
  db: Kysely<Schema>,
  log: Exclude<ChainName, 'seal_log'>,
  { noted, segments }: Known,
): Promise<Verified> {
  let last: Link = START
  for (const segment of segments.filter((each) => each.log === log)) {
    const fits = segment.first === last.seq + 1 && segment.before === last.hash
    if (!fits || segment.last < segment.first || segment.repeated !== segment.last) {
      return { kind: 'broken', log: 'seal_log', seq: segment.seal, fault: 'changed' }
    }
    last = { seq: segment.last, hash: segment.after }
    if (contradicts(last, of(log, noted))) return { kind: 'broken', log, seq: last.seq, fault: 'changed' }
  }
  return verifyChain(db, log, sealedTo(segments, log), noted)
}

/** @param sealed the link of the last entry that is not there any more */
async function verifyChain(
  db: Kysely<Schema>,
  log: ChainName,
  sealed: Link,
  noted: readonly AuditHead[],
): Promise<Verified> {
  const known = of(log, noted)
  const { head, newest } = await endOf(db, log)
  let last = sealed
  for await (const entry of entriesOf(db, log, 0, head?.seq ?? 0)) {
    if (entry.seq <= sealed.seq) return { kind: 'broken', log, seq: entry.seq, fault: 'returned' }
    const fault = faultBehind(last, entry, known)
    if (fault) return { kind: 'broken', log, seq: last.seq + 1, fault }
    last = entry
  }
  const isWhole = head?.seq === last.seq && head.hash === last.hash && newest <= last.seq
  if (!isWhole || known.some(({ seq }) => seq > last.seq)) {
    return { kind: 'broken', log, seq: last.seq + 1, fault: 'cut-off' }
  }
  return { kind: 'whole', head }
}

/**
 * The head of a log and the number of its newest entry, as they stand at one moment. What the bot appends after that, while
 * the entries are worked out, is not judged.
 */
async function endOf(
  db: Kysely<Schema>,
  log: ChainName,
): Promise<{ head: AuditHead | undefined; newest: number }> {
  const row = await db
    .selectFrom('audit_heads')
    .select([
      'log',
      'seq',
      'hash',
      sql<number>`(select coalesce(max(seq), 0) from ${sql.table(log)})`.as('newest'),
    ])
    .where('log', '=', log)
    .executeTakeFirst()
  return { head: row && { log, seq: row.seq, hash: row.hash }, newest: row?.newest ?? 0 }
}

async function verifyFiles(
  files: readonly string[],
  { noted, segments }: Known,
): Promise<ReadonlySet<AuditHead> | Broken> {
  const seen = new Set<AuditHead>()
  for (const file of files) {
    const found = await verifyFile(file, segments, noted)
    if (found.kind === 'broken') return found
    for (const head of noted) if (isSealed(head, found.segments)) seen.add(head)
  }
  return seen
}

/** Whether an end lies in one of the segments, before its last entry, which `seal_log` knows. */
function isSealed({ log, seq }: AuditHead, segments: readonly RecordedSegment[]): boolean {
  return segments.some((segment) => segment.log === log && segment.first <= seq && seq < segment.last)
}

function of(log: ChainName, noted: readonly AuditHead[]): readonly AuditHead[] {
  return noted.filter((head) => head.log === log)
}

function shown({ seal: _, repeated: _repeated, ...segment }: RecordedSegment) {
  return segment
}
