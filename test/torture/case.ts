import type { Bed } from './bed.ts'

/** One fault at one place, and what must hold after it. */
export interface Case {
  /** What goes wrong, a row of the table. */
  readonly fault: string
  /** Where in a transaction, a column of the table. */
  readonly step: string
  /** The words after `--only` that run it again; no other case has the same. */
  readonly name: string
  /**
   * Runs it on a bed that was just put right.
   * @returns what does not hold, in sentences; empty where all is well
   */
  readonly run: (bed: Bed) => Promise<readonly string[]>
}
