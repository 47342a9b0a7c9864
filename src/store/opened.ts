import type { Kysely } from 'kysely'
import type { Dialect } from './dialect.ts'
import type { RingIn, SharedStore } from './doorbell.ts'
import type { Schema } from './schema.ts'

/** A database that is ready to be worked with. */
export interface Opened {
  readonly db: Kysely<Schema>
  readonly words: Dialect
  readonly ringIn: RingIn
  /** Undefined where one process has it to itself. */
  readonly shared: SharedStore | undefined
}
