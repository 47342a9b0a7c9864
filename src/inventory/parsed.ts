import type { FormCode } from './checks/registry.ts'

/** What a person typed, read: a normalised value, or why it is refused and what to do (SAFETY: a refusal is a value). */
export type Parsed<T> = { readonly ok: true; readonly value: T } | Refusal

export interface Refusal {
  readonly ok: false
  readonly code: FormCode
  readonly message: string
  readonly advice: string
}

export function refused(code: FormCode, message: string, advice: string): Refusal {
  return { ok: false, code, message, advice }
}
