import type { Bed } from './bed.ts'
import type { Case } from './case.ts'

/** A case that broke a rule. */
export interface Violation {
  readonly name: string
  readonly sentences: readonly string[]
}

/** One run of a case. */
export interface Run {
  readonly fault: string
  readonly step: string
  readonly violation: Violation | undefined
}

/** Runs cases on beds, one at a time on each; `next` gives undefined when there are no more. */
export async function runCases(
  beds: readonly Bed[],
  next: () => Case | undefined,
  onRun: (run: Run) => void,
): Promise<void> {
  async function work(bed: Bed): Promise<void> {
    for (let one = next(); one !== undefined; one = next()) onRun(await runOne(bed, one))
  }
  await Promise.all(beds.map(work))
}

/** A case that cannot be run to its end holds nothing either. */
async function runOne(bed: Bed, { fault, step, name, run }: Case): Promise<Run> {
  const sentences = await run(bed).catch((error: unknown) => [`it could not be run: ${String(error)}`])
  return { fault, step, violation: sentences.length === 0 ? undefined : { name, sentences } }
}
