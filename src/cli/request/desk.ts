import type { Refusal } from '../../request/decide.ts'
import type { Person } from '../../request/person.ts'
import type { Request } from '../../request/request.ts'
import type { EmergencyAtTerminal } from '../../usecases/approve-in-emergency.ts'
import type { CarriedOut } from '../../usecases/carry-out.ts'
import type { EditOfRequest, EditResult } from '../../usecases/edit-request.ts'
import type { Submission, SubmitResult } from '../../usecases/submit-request.ts'

/** The bot's record and its way to the servers, opened beside the bot, which may be running. */
export interface RequestDesk {
  /** The names of the configuration's servers. */
  readonly servers: readonly string[]
  /** Who runs the command, as approvers know them; undefined where the configuration does not say it. */
  readonly person: Person | undefined
  /** @param server one of `servers` */
  submit(submission: Submission, server: string): Promise<SubmitResult>
  /** @returns undefined where there is no such request. */
  find(id: number): Promise<Request | undefined>
  /** Asks for the inverse of a request. */
  undo(request: Request, submission: Omit<Submission, 'inputs' | 'asLeft'>): Promise<SubmitResult>
  /** Gives some values of a request otherwise. */
  edit(edit: EditOfRequest, server: string): Promise<EditResult>
  /** @returns undefined where there is no such request. */
  cancel(id: number, by: Person): Promise<CarriedOut | Refusal | undefined>
  /** Approves the proposal of this revision without the approvers. */
  approveInEmergency(emergency: EmergencyAtTerminal): Promise<CarriedOut | Refusal>
  close(): Promise<void>
}

/** What the commands need of the process. */
export interface RequestTools {
  /** @param config path of leasehold.yaml. */
  open(config: string): Promise<RequestDesk>
  /** The name of the user of this machine who runs the command. */
  readonly localUser: string
  /** @throws Unreadable; `-` is standard input. */
  readFile(path: string): Promise<Uint8Array>
  out(text: string): void
}
