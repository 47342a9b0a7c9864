import type { StoreSettings } from '../config/settings.ts'
import type {
  Announcement,
  AuditStore,
  CardStore,
  DelegationStore,
  DriftStore,
  FormStore,
  Outbox,
  PairStore,
  QueueStore,
  RequestStore,
} from '../usecases/ports.ts'
import { announcementOutbox } from './announcements.ts'
import { auditStore } from './audit.ts'
import { cardStore } from './cards.ts'
import { delegationStore } from './delegations.ts'
import { driftStore } from './drifts.ts'
import { formStore } from './forms.ts'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'
import { outbox } from './outbox.ts'
import { pairStore } from './pairs.ts'
import { queueStore } from './queues.ts'
import { requestStore } from './requests.ts'

/** The durable record: what is in it survives the process, a kill and a power cut. */
export interface Store {
  readonly requests: RequestStore
  readonly cards: CardStore
  readonly outbox: Outbox
  readonly forms: FormStore
  readonly queues: QueueStore
  readonly drifts: DriftStore
  readonly announcements: Outbox<Announcement>
  readonly pairs: PairStore
  readonly delegations: DelegationStore
  readonly audit: AuditStore
  close(): Promise<void>
}

/**
 * Opens the store and brings its schema up to date.
 * @param now the store's clock; it ages forms.
 * @throws StoreError (rejects) when the store cannot be used.
 */
export async function openStore(place: StoreSettings, now: () => Date = () => new Date()): Promise<Store> {
  const at = now().toISOString()
  const db = 'sqlite' in place ? await openSqlite(place.sqlite, at) : await openPostgres(place.postgres, at)
  return {
    requests: requestStore(db),
    cards: cardStore(db),
    outbox: outbox(db),
    forms: formStore(db, now),
    queues: queueStore(db),
    drifts: driftStore(db),
    announcements: announcementOutbox(db),
    pairs: pairStore(db),
    delegations: delegationStore(db),
    audit: auditStore(db),
    close: () => db.destroy(),
  }
}
