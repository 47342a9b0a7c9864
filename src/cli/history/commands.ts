// commander: the usual one.
import type { Command } from 'commander'
import { titleOf } from '../../request/change-title.ts'
import type { RequestEvent } from '../../request/events.ts'
import { type Request, requestName } from '../../request/request.ts'
import { subjectOf } from '../../request/subjects.ts'
import type { RequestStore } from '../../usecases/ports.ts'
import { visible } from '../local/terminal.ts'
import { withDesk } from '../with-desk.ts'
import { eventSaid } from './event-said.ts'

/** The bot's record, opened beside the bot, which may be running. */
export interface HistoryDesk {
  readonly requests: Pick<RequestStore, 'about' | 'history'>
  close(): Promise<void>
}

/** What the command needs of the process. */
export interface HistoryTools {
  /** @param config path of leasehold.yaml. */
  open(config: string): Promise<HistoryDesk>
  out(text: string): void
}

interface HistoryFlags {
  readonly config: string
  readonly json: boolean
}

/** Requests that are told of at most: what a person reads. */
const MOST = 100

const DONE = 0
const REFUSED = 1

/** Puts `history` into a program: what was asked about a host, and what came of it. Hands its exit code to `finish`. */
export function describeHistoryCommand(
  program: Command,
  tools: HistoryTools,
  finish: (code: number) => void,
): void {
  program
    .command('history')
    .description('what was asked about a host, by whom, and what came of it: the newest first')
    .argument('<text>', 'its name, MAC address in any notation, or IP address')
    .option('--json', 'a request with its events on each line', false)
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
    .action(async (text: string, flags: HistoryFlags) => finish(await tell(text, flags, tools)))
}

function tell(text: string, { config, json }: HistoryFlags, tools: HistoryTools): Promise<number> {
  return withDesk(tools.open(config), async ({ requests }) => {
    const found = await requests.about(subjectOf(text), MOST)
    if (found.length === 0 && !json) tools.out(`No request was ever about ${visible(text)}.\n`)
    for (const request of found) {
      const events = await requests.history(request.id)
      tools.out(json ? line(request, events) : said(request, events))
    }
    return found.length === 0 ? REFUSED : DONE
  })
}

function line(request: Request, events: readonly RequestEvent[]): string {
  const { id, server, requester, reason, requestedAt, proposal, state } = request
  const { changes } = proposal
  const outcome = state.status === 'settled' ? state.outcome : null
  const told = { id, server, requester, reason, requestedAt, changes, status: state.status, outcome, events }
  return `${JSON.stringify(told)}\n`
}

function said({ id, server, proposal, reason }: Request, events: readonly RequestEvent[]): string {
  const lines = events.map((event) => `  ${event.at.slice(0, 19).replace('T', ' ')}  ${eventSaid(event)}\n`)
  return visible(
    `${requestName(id)} · ${titleOf(proposal.changes)} (${server}): ${reason}\n${lines.join('')}`,
  )
}
