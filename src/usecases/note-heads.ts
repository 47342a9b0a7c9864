import type { AuditHead, AuditStore, Log } from './ports.ts'

/**
 * Puts the ends of the audit logs where the bot cannot take them back: into its own log, which is kept elsewhere. A log
 * that is cut off or written anew later is found out by them (SAFETY K5).
 * @returns a job that notes them when they have moved
 */
export function createHeadNotes(audit: Pick<AuditStore, 'heads'>, log: Log): () => Promise<void> {
  let noted = ''
  return async () => {
    const heads = headTexts(await audit.heads())
    if (heads.join() !== noted) log.info({ heads }, 'the audit logs end here: see leasehold audit verify')
    noted = heads.join()
  }
}

/** The ends of the logs that have entries. */
export function headTexts(heads: readonly AuditHead[]): readonly string[] {
  return heads.filter(({ seq }) => seq > 0).map(headText)
}

/** An end as people note it and give it back: `audit_log:12:HASH`. */
export function headText({ log, seq, hash }: AuditHead): string {
  return `${log}:${seq}:${hash}`
}
