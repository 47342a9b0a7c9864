import type { RequestEvent } from '../../src/request/events.ts'
import type { Request } from '../../src/request/request.ts'
import type { RequestStore } from '../../src/usecases/ports.ts'

/** Stores a request, whatever else is submitted meanwhile. */
export async function stored(
  requests: Pick<RequestStore, 'submissions' | 'submit'>,
  event: Extract<RequestEvent, { type: 'submitted' }>,
): Promise<Request> {
  for (;;) {
    const request = await requests.submit(event, await requests.submissions(event.server))
    if (request) return request
  }
}
