import { requestName } from '../request/request.ts'
import type { AuditEntry } from './ports.ts'

/** An entry as it is exported: one JSON object on a line of its own. */
export function auditLine({ event, ...entry }: AuditEntry): string {
  return `${JSON.stringify({ ...entry, subject: subjectSaid(entry), event: JSON.parse(event) })}\n`
}

/** What an entry is about, for people. */
export function subjectSaid({ log, subject }: Pick<AuditEntry, 'log' | 'subject'>): string {
  return log === 'audit_log' ? requestName(Number(subject)) : subject
}

/** The entry of an {@link auditLine}; undefined where the text is none. Whether it is what was written, its hash says. */
export function readAuditLine(text: string): AuditEntry | undefined {
  const read = parsed(text)
  if (typeof read !== 'object' || read === null) return undefined
  const { log, seq, subject, version, at, event, hash } = read as Readonly<Record<string, unknown>>
  if (log !== 'audit_log' && log !== 'queue_log' && log !== 'seal_log') return undefined
  if (typeof seq !== 'number' || typeof version !== 'number' || typeof event !== 'object') return undefined
  if (typeof subject !== 'string' || typeof at !== 'string' || typeof hash !== 'string') return undefined
  const id = log === 'audit_log' ? subject.replace(/^R-/, '') : subject
  return { log, seq, subject: id, version, at, event: JSON.stringify(event), hash }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
