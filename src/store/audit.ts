import type { Kysely } from 'kysely'
import type { AuditStore } from '../usecases/ports.ts'
import { CHAINS } from './audit-chain.ts'
import { entriesOf } from './entries.ts'
import type { Schema } from './schema.ts'
import { seal } from './seal.ts'
import { verify } from './verify.ts'

/** The logs, as they are read for those who audit, and what is sealed of them. */
export function auditStore(db: Kysely<Schema>): AuditStore {
  return {
    heads: () => db.selectFrom('audit_heads').select(['log', 'seq', 'hash']).orderBy('log').execute(),
    verify: (noted, files = []) => verify(db, noted, files),
    async *entries() {
      for (const log of CHAINS) yield* entriesOf(db, log)
    },
    seal: (order) => seal(db, order),
  }
}
