import { titleOf } from '../../request/change-title.ts'
import type { RequestEvent } from '../../request/events.ts'
import { type Request, requestName } from '../../request/request.ts'
import { isUnreviewed } from '../../request/review.ts'
import { subjectOf } from '../../request/subjects.ts'
import { eventSaid, type Words } from '../../usecases/event-said.ts'
import { visible } from '../local/terminal.ts'
import { withDesk } from '../with-desk.ts'
import type { HistoryFlags, HistoryTools } from './commands.ts'

/** Requests that are told of at most: what a person reads. */
const MOST = 100

/** People are Slack's user ids; what is not fit for a terminal is made visible in all of it together. */
const TERMINAL: Words = { who: ({ user }) => user, text: (text) => text }

const DONE = 0
const REFUSED = 1

/**
 * Tells the requests that are about a host, with what happened to each.
 * @param text its name, MAC or address
 * @returns the exit code: 0 there are some, 1 there are none.
 */
export function tellHistory(
  text: string,
  { config, json }: HistoryFlags,
  tools: HistoryTools,
): Promise<number> {
  return withDesk(tools.open(config), async ({ requests }) => {
    const found = await requests.about(subjectOf(text), MOST)
    if (found.length === 0 && !json) tools.out(`No request was ever about ${visible(text)}.\n`)
    const histories = await requests.histories(found.map(({ id }) => id))
    for (const [index, request] of found.entries()) {
      const events = histories[index] ?? []
      tools.out(json ? line(request, events) : said(request, events))
    }
    return found.length === 0 ? REFUSED : DONE
  })
}

function line(request: Request, events: readonly RequestEvent[]): string {
  const { id, server, requester, reason, requestedAt, proposal, state } = request
  const { changes } = proposal
  const outcome = state.status === 'settled' ? state.outcome : null
  const { status } = state
  const sealed = sealedOf(request, events)
  const told = { id, server, requester, reason, requestedAt, changes, status, outcome, sealed, events }
  return `${JSON.stringify({ ...told, reviewOpen: isUnreviewed(state) })}\n`
}

/** How many of its events were sealed and taken out of the store: the version counts all that there were. */
function sealedOf({ version }: Request, events: readonly RequestEvent[]): number {
  return version - events.length
}

function said(request: Request, events: readonly RequestEvent[]): string {
  const { id, server, proposal, reason, state } = request
  const sealed = sealedOf(request, events)
  const away = sealed === 0 ? '' : `  ${sealed} sealed (leasehold audit verify says in which file)\n`
  const lines = events.map(
    (event) => `  ${event.at.slice(0, 19).replace('T', ' ')}  ${eventSaid(event, TERMINAL)}\n`,
  )
  const open = isUnreviewed(state) ? '  Open: a second person has to review it, on its card in Slack.\n' : ''
  return visible(
    `${requestName(id)} · ${titleOf(proposal.changes)} (${server}): ${reason}\n${away}${lines.join('')}${open}`,
  )
}
