import { ExplainedError } from '../usecases/explained-error.ts'

/** The store cannot be used as it is: it says what is wrong with which file and what to do. */
export class StoreError extends ExplainedError {
  override readonly name = 'StoreError'
}
