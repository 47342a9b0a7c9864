import type { StoreSettings } from '../config/settings.ts'
import type {
  Announcement,
  AnswerStore,
  AuditStore,
  CardStore,
  DelegationStore,
  DriftStore,
  FormStore,
  HeadNotes,
  Outbox,
  PairStore,
  RegistrationStore,
  WorkLease,
  WorkLeaseStore,
} from '../usecases/ports.ts'
import type { WorkerStores } from '../usecases/share-work.ts'
import { announcementOutbox } from './announcements.ts'
import { answerStore } from './answers.ts'
import { auditStore } from './audit.ts'
import { cardStore } from './cards.ts'
import { delegationStore } from './delegations.ts'
import { sqliteWords } from './dialect.ts'
import type { SharedStore } from './doorbell.ts'
import { driftStore } from './drifts.ts'
import { formStore } from './forms.ts'
import { headNoteStore } from './head-notes.ts'
import { openSqlite } from './open-sqlite.ts'
import type { Opened } from './opened.ts'
import { outbox } from './outbox.ts'
import { pairStore } from './pairs.ts'
import { queueStore } from './queues.ts'
import { registrationStore } from './registrations.ts'
import { requestStore } from './requests.ts'
import { type Fence, fenceOf, unfenced, workLeaseStore } from './work-leases.ts'

/** The durable record: what is in it survives the process, a kill and a power cut. */
export interface Store extends WorkerStores {
  readonly cards: CardStore
  readonly outbox: Outbox
  readonly forms: FormStore
  readonly answers: AnswerStore
  readonly drifts: DriftStore
  readonly registrations: RegistrationStore
  readonly announcements: Outbox<Announcement>
  readonly pairs: PairStore
  readonly delegations: DelegationStore
  readonly audit: AuditStore
  readonly leases: WorkLeaseStore
  /** The same record for who holds a lease: writing rejects with LeaseLost once another has the work. */
  under(lease: WorkLease): WorkerStores
  /** Where several processes can share the store; approvals ring by themselves there. */
  readonly shared: SharedStore | undefined
  readonly headNotes: HeadNotes
  close(): Promise<void>
}

/**
 * Opens the store and brings its schema up to date.
 * @param now the store's clock; it ages forms.
 * @throws StoreError (rejects) when the store cannot be used.
 */
export async function openStore(place: StoreSettings, now: () => Date = () => new Date()): Promise<Store> {
  const at = now().toISOString()
  const { db, words, ringIn, shared } = await openDatabase(place, at)
  const writing = (fence: Fence) => ({
    requests: requestStore(db, { fence, ringIn }),
    queues: queueStore(db, fence),
  })
  return {
    ...writing(unfenced),
    cards: cardStore(db),
    outbox: outbox(db),
    forms: formStore(db, now),
    answers: answerStore(db, now),
    drifts: driftStore(db),
    registrations: registrationStore(db),
    announcements: announcementOutbox(db),
    pairs: pairStore(db),
    delegations: delegationStore(db),
    audit: auditStore(db),
    leases: workLeaseStore(db, words),
    under: (lease) => writing(fenceOf(lease)),
    shared,
    headNotes: headNoteStore(db),
    close: () => db.destroy(),
  }
}

/** PostgreSQL's driver and its queue are loaded where they are needed. */
async function openDatabase(place: StoreSettings, at: string): Promise<Opened> {
  if ('postgres' in place) return (await import('./open-postgres.ts')).openPostgres(place.postgres, at)
  return {
    db: await openSqlite(place.sqlite, at),
    words: sqliteWords,
    ringIn: async () => {},
    shared: undefined,
  }
}
