/** The part of a registration that a finding is about; in the form, the field under which it is shown. */
export type Field = 'name' | 'mac' | 'address' | 'comment' | 'owner' | 'until'

/** An error stops a change, or says that something in a file cannot work; a warning may be meant; a note informs. */
export type Severity = 'error' | 'warning' | 'note'

/**
 * What a check says about a change. An error stops it; a warning is confirmed by the requester and seen by the
 * approver; a note only informs. `code` is stable: approvals bind to the codes of warnings (SAFETY A1).
 */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  readonly field: Field
  /** Which of several changes it is about, from 0; left out where there is one. */
  readonly change?: number
  /** What was found, in one sentence, with what was typed escaped where it is not plain. */
  readonly message: string
  /** What to do about it, in one sentence. */
  readonly advice: string
}

/** The codes of the warnings, in their order: what a person confirms, and an approval binds to (SAFETY A1). */
export function warningCodes(findings: readonly Finding[]): string[] {
  return findings.filter(({ severity }) => severity === 'warning').map(({ code }) => code)
}

/** Whether any of the findings stops the change. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error')
}
