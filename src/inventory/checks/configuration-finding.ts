import type { Severity } from '../finding.ts'
import type { Place, Problem } from '../model.ts'
import { CHECKS, type FileCode } from './registry.ts'

/** What a review of a whole configuration says about one place in it. */
export interface ConfigurationFinding {
  /** A code of docs/CHECKS.md, or that of the problem for which dhcpd would refuse the file. */
  readonly code: string
  readonly severity: Severity
  readonly path: string
  /** Both counted from 1, the column in bytes. */
  readonly line: number
  readonly column: number
  /** What was found, in one sentence. */
  readonly message: string
  /** What to do about it, in one sentence. */
  readonly advice: string
  /** Whether dhcpd itself would refuse the file for this. */
  readonly refused: boolean
}

/** Where the rules say what they find. */
export type Report = (code: FileCode, place: Pick<Place, 'path' | 'line' | 'column'>, message: string) => void

/** A finding of a rule, with the severity and the advice that the rule has. */
export function findingAt(
  code: FileCode,
  { path, line, column }: Pick<Place, 'path' | 'line' | 'column'>,
  message: string,
): ConfigurationFinding {
  const { file: severity, advice } = CHECKS[code]
  return { code, severity, path, line, column, message, advice, refused: false }
}

/** What dhcpd would refuse is always an error. */
export function findingOfProblem({ code, path, line, column, message }: Problem): ConfigurationFinding {
  const advice = 'Mend it before dhcpd is started the next time: it would not start.'
  return { code, severity: 'error', path, line, column, message, advice, refused: true }
}
