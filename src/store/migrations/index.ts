import type { Kysely } from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Schema } from '../schema.ts'
import { createRequests } from './001-requests.ts'
import { createQueues } from './002-queues.ts'
import { createPairs } from './003-pairs.ts'
import { createAuditChain } from './004-audit-chain.ts'
import { writeHostsAsJson } from './005-hosts-as-json.ts'
import { createLookUps } from './006-look-ups.ts'
import { createRegistrations } from './007-registrations.ts'
import { createDelegations } from './008-delegations.ts'
import { createAuditSegments } from './009-audit-segments.ts'
import { createWorkLeases } from './010-work-leases.ts'
import { indexDeliveriesByEvent } from './011-deliveries-by-event.ts'
import { forgetOpenForms } from './012-forms-of-all-kinds.ts'
import { createAnswers } from './013-answers.ts'
import { noteRequesters } from './014-requests-by-person.ts'

/** One step of the schema. Steps only go forward, and one that was released is never changed. */
export interface Migration {
  readonly name: string
  up(db: Kysely<Schema>, words: Dialect): Promise<void>
}

/** Every step, in the order in which they are taken. */
export const migrations: readonly Migration[] = [
  { name: '001-requests', up: createRequests },
  { name: '002-queues', up: createQueues },
  { name: '003-pairs', up: createPairs },
  { name: '004-audit-chain', up: createAuditChain },
  { name: '005-hosts-as-json', up: writeHostsAsJson },
  { name: '006-look-ups', up: createLookUps },
  { name: '007-registrations', up: createRegistrations },
  { name: '008-delegations', up: createDelegations },
  { name: '009-audit-segments', up: createAuditSegments },
  { name: '010-work-leases', up: createWorkLeases },
  { name: '011-deliveries-by-event', up: indexDeliveriesByEvent },
  { name: '012-forms-of-all-kinds', up: forgetOpenForms },
  { name: '013-answers', up: createAnswers },
  { name: '014-requests-by-person', up: noteRequesters },
]
