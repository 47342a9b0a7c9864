import type { Inventory, Subnet } from '../inventory/model.ts'
import type { Person } from '../request/person.ts'
import type { Policy, ResolvedPolicy } from '../request/policy.ts'
import type { Queue, QueueRefusal } from '../request/queue.ts'
import type { Request } from '../request/request.ts'
import type { AskAnswer, AskClick, keepUntil, letGo, mayAnswer } from '../usecases/answer-ask.ts'
import type { Emergency } from '../usecases/approve-in-emergency.ts'
import type { cancelById } from '../usecases/cancel-request.ts'
import type { CardClick, ClickResult, Foreseen } from '../usecases/decide-on-card.ts'
import type { endDelegation, Naming, nameDelegate } from '../usecases/delegate.ts'
import type { Denial } from '../usecases/deny-request.ts'
import type { EditOnCard, editOnCard } from '../usecases/edit-on-card.ts'
import type { OwnedHosts } from '../usecases/hosts-of.ts'
import type { KeepClick, KeepResult } from '../usecases/keep-drift.ts'
import type { Overview } from '../usecases/overview.ts'
import type { AnswerStore, Card, Form, FormStore, Log, People, RequestStore } from '../usecases/ports.ts'
import type { ReviewGiven } from '../usecases/review-request.ts'
import type { ServerStatus } from '../usecases/server-status.ts'
import type { ServerDesk, Submission, SubmitResult } from '../usecases/submit-request.ts'
import type { undoById } from '../usecases/undo-request.ts'

/** What the listeners need of the rest of the house. */
export interface SlackDeps {
  /** The servers by name, the default one first. */
  readonly desks: readonly ServerDesk[]
  readonly forms: FormStore
  readonly answers: AnswerStore
  readonly people: People
  readonly policy: Policy
  readonly requests: Pick<
    RequestStore,
    'find' | 'newest' | 'askedBy' | 'withStatus' | 'about' | 'history' | 'histories'
  >
  readonly cardsOf: (requestId: number) => Promise<readonly Card[]>
  readonly policyFor: (request: Request) => Promise<ResolvedPolicy>
  readonly offer: (form: Form, inventory: Inventory, subnet: Subnet) => Promise<string | undefined>
  /** The addresses of a server that are promised to requests and forms. */
  readonly kept: (server: string) => Promise<ReadonlySet<string>>
  readonly submit: (submission: Submission, desk: ServerDesk) => Promise<SubmitResult>
  readonly undo: (
    requestId: number,
    submission: Parameters<typeof undoById>[1],
    desk: ServerDesk,
  ) => Promise<SubmitResult>
  readonly approve: (click: CardClick) => Promise<ClickResult>
  readonly mayDeny: (click: CardClick) => Promise<Foreseen>
  readonly deny: (denial: Denial) => Promise<ClickResult>
  readonly mayEdit: (click: CardClick) => Promise<Foreseen>
  readonly edit: (edit: EditOnCard) => ReturnType<typeof editOnCard>
  readonly cancel: (click: CardClick) => Promise<ClickResult>
  readonly cancelById: (id: number, by: Person) => ReturnType<typeof cancelById>
  readonly mayApproveInEmergency: (click: CardClick) => Promise<Foreseen>
  readonly approveInEmergency: (emergency: Emergency) => Promise<ClickResult>
  readonly mayReview: (click: CardClick) => Promise<Foreseen>
  readonly review: (review: ReviewGiven) => Promise<ClickResult>
  readonly pause: (server: string, by: Person, reason: string) => Promise<Queue | QueueRefusal>
  readonly resume: (server: string, by: Person) => Promise<Queue | QueueRefusal>
  readonly status: (server: string) => Promise<ServerStatus>
  readonly nameDelegate: (naming: Naming) => ReturnType<typeof nameDelegate>
  readonly endDelegation: (approver: Person) => ReturnType<typeof endDelegation>
  readonly keep: (click: KeepClick) => Promise<KeepResult>
  readonly mayAnswer: (click: AskClick) => ReturnType<typeof mayAnswer>
  readonly keepUntil: (answer: Parameters<typeof keepUntil>[0]) => Promise<AskAnswer>
  readonly letGo: (answer: Parameters<typeof letGo>[0]) => Promise<AskAnswer>
  /** The day that ends are counted by, `YYYY-MM-DD`. */
  readonly today: () => string
  readonly hostsOf: (person: Person) => Promise<OwnedHosts>
  readonly overview: (person: Person) => Promise<Overview>
  /** The workspace's own address, where Slack told it. */
  readonly workspaceUrl: string | undefined
  readonly log: Log
}

/** The server that is meant: the one named, or the default. Undefined when there is none of that name. */
export function deskFor(deps: Pick<SlackDeps, 'desks'>, name: string | undefined): ServerDesk | undefined {
  return name === undefined ? deps.desks[0] : deps.desks.find((desk) => desk.name === name)
}
