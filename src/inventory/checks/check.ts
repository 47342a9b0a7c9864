import type { Severity } from '../finding.ts'

/** A rule of the checks, as docs/CHECKS.md lists it. */
export interface Check {
  /** Its severity in a review of a whole file; undefined where only the form asks. */
  readonly file: Severity | undefined
  /** Its severity for a change that is asked for; undefined where only a review says it. */
  readonly form: Severity | undefined
  readonly title: string
  /** What to do, in one sentence. The form may say it with the very facts. */
  readonly advice: string
}

export function both<S extends Severity>(severity: S, title: string, advice: string) {
  return { file: severity, form: severity, title, advice }
}

export function file<S extends Severity>(severity: S, title: string, advice: string) {
  return { file: severity, form: undefined, title, advice }
}

export function form<S extends Severity>(severity: S, title: string, advice: string) {
  return { file: undefined, form: severity, title, advice }
}
