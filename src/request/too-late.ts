import type { Refusal } from './decide.ts'
import type { Request } from './request.ts'

/** The refusal of a command that the request's state does not take: the state says what came of it. */
export function tooLate({ state }: Pick<Request, 'state'>): Refusal {
  return { refusal: 'too-late', state }
}
