import type { FileCode } from './registry.ts'
import type { Said } from './statements.ts'

/** What a rule for Kea says about a statement. */
export interface KeaFinding {
  readonly code: FileCode & `kea-${string}`
  /** What was found, in one sentence. */
  readonly message: string
}

/** Looks at one statement; undefined where Kea takes it over. */
export type KeaRule = (said: Said) => KeaFinding | undefined

/** A finding where something is so. */
export function when(isSo: boolean, code: KeaFinding['code'], message: string): KeaFinding | undefined {
  return isSo ? { code, message } : undefined
}
