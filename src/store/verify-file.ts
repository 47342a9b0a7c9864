import { createHash } from 'node:crypto'
import { readAuditLine } from '../usecases/audit-line.ts'
import type { AuditEntry, AuditHead, AuditVerdict, Segment } from '../usecases/ports.ts'
import { faultBehind, type Link } from './audit-chain.ts'
import { linesIn } from './segment-file.ts'
import { StoreError } from './store-error.ts'

type Broken = Extract<AuditVerdict, { kind: 'broken' }>

/** A segment, and how far the file was found to give it. */
interface Reading {
  readonly segment: Segment
  last: Link
}

/**
 * Works the hashes of an exported file out again: it must give its segments from their first entry to their last, and by
 * its digest be the file that was exported.
 * @param noted heads that were noted elsewhere
 * @returns the segments that it gives
 * @throws StoreError (rejects) when it cannot be read, or holds something else.
 */
export async function verifyFile<T extends Segment>(
  file: string,
  segments: readonly T[],
  noted: readonly AuditHead[],
): Promise<{ readonly kind: 'whole'; readonly segments: readonly T[] } | Broken> {
  const broken = (log: Segment['log'], seq: number, fault: Broken['fault']): Broken => {
    return { kind: 'broken', log, seq, fault, file }
  }
  const hash = createHash('sha256')
  const readings = new Map<string, Reading & { readonly segment: T }>()
  let number = 0
  for await (const line of linesIn(file, hash)) {
    const entry = entryIn(line, `${file}, line ${++number}`)
    const reading = readings.get(entry.log) ?? begin(entry, segments, `${file}, line ${number}`)
    readings.set(entry.log, reading)
    const known = noted.filter(({ log }) => log === entry.log)
    const fault = faultBehind(reading.last, entry, known)
    if (fault) return broken(reading.segment.log, reading.last.seq + 1, fault)
    reading.last = entry
  }
  for (const { segment, last } of readings.values()) {
    if (last.seq < segment.last) return broken(segment.log, last.seq + 1, 'cut-off')
    if (last.hash !== segment.after) return broken(segment.log, segment.last, 'changed')
  }
  const digest = hash.digest('hex')
  const given = [...readings.values()].map(({ segment }) => segment)
  const [first] = given
  if (!first) throw strange(`${file} holds no entries.`)
  const missing = segments.find((each) => each.digest === first.digest && !given.includes(each))
  if (missing) return broken(missing.log, missing.first, 'removed')
  if (first.digest !== digest) return broken(first.log, first.first, 'changed')
  return { kind: 'whole', segments: given }
}

function entryIn(line: string, place: string): AuditEntry {
  const entry = readAuditLine(line)
  if (entry) return entry
  throw strange(`${place}: this is no entry of the record.`)
}

function begin<T extends Segment>({ log, seq }: AuditEntry, segments: readonly T[], place: string) {
  const segment = segments.find((each) => each.log === log && each.first <= seq && seq <= each.last)
  if (!segment) throw strange(`${place}: entry ${seq} of ${log} was never sealed.`)
  return { segment, last: { seq: segment.first - 1, hash: segment.before } }
}

function strange(message: string): StoreError {
  return new StoreError(message, 'Name a file that leasehold audit seal wrote, as it wrote it.')
}
