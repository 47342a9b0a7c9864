import { ServerUnreachable } from '../../src/usecases/ports.ts'

/** What people are shown when the question fails. */
export async function failure(question: Promise<unknown>): Promise<{ message: string; advice: string }> {
  const error = await question.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ServerUnreachable)) throw new Error(`expected to be told, got ${String(error)}`)
  return { message: error.message, advice: error.advice }
}
