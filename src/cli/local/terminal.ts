import type { Finding } from '../../inventory/finding.ts'
import type { Problem } from '../../inventory/model.ts'
import { visible } from '../../inventory/visible.ts'

export { visible }

/** Where a command says something; texts are whole lines, each with its line break. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  readonly color: boolean
}

export function findingSaid({ severity, message, advice }: Finding): string {
  return `${severity}: ${visible(message)}\n  ${visible(advice)}\n`
}

export function problemSaid({ path, line, column, message }: Problem): string {
  return `${visible(`${path}:${line}:${column}`)}: ${visible(message)}\n`
}
