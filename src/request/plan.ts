import type { ByteString, Edit } from '../dhcpd/source.ts'

/** One host that a plan touches, as the approver is shown it (SAFETY A1). */
export interface HostPlan {
  /** As it will be, or was where it is taken out. */
  readonly name: string
  /** Its name until now, where it is renamed. */
  readonly formerName?: string
  readonly path: string
  /** The whole declaration before and after; undefined where there is none. */
  readonly before: ByteString | undefined
  readonly after: ByteString | undefined
  /** The chain of scopes it stands in, outermost first, each with the options that it inherits from it. */
  readonly scopes: readonly { readonly label: string; readonly options: readonly string[] }[]
  /** The line (from 1) at which the edit begins, for people. */
  readonly line: number
}

/** The exact edits of the files and the before and after of every host touched. */
export interface Plan {
  readonly hosts: readonly HostPlan[]
  readonly edits: readonly Edit[]
}

/** Nothing can be planned on these files; the message says why and where, fit to be shown. */
export class PlanRefused extends Error {
  override readonly name = 'PlanRefused'
}
