import { warningCodes } from '../inventory/finding.ts'
import {
  type ServerDesk,
  type Submission,
  type SubmitDeps,
  type SubmitResult,
  submitRequest,
} from './submit-request.ts'

/** Sends what leaves nobody a choice, the warnings confirmed: the approvers see them. */
export async function submitConfirmed(
  submission: Omit<Submission, 'confirmed'>,
  desk: ServerDesk,
  deps: SubmitDeps,
): Promise<Exclude<SubmitResult, { kind: 'confirm' }>> {
  let confirmed: readonly string[] = []
  for (;;) {
    const result = await submitRequest({ ...submission, confirmed }, desk, deps)
    if (result.kind !== 'confirm') return result
    confirmed = warningCodes(result.proposal.findings)
  }
}
