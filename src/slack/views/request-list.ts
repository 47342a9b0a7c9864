import { titleOf } from '../../request/change-title.ts'
import { type Request, requestName } from '../../request/request.ts'
import { fitting, lineBlocks } from './lines.ts'
import { type Message, say } from './message.ts'
import { statusWords } from './status-words.ts'
import { escapeMrkdwn, mention, paragraph, smallPrint, time } from './text.ts'

/** Which requests somebody wants to see. */
export type Which = 'mine' | 'pending' | 'all'

const TITLES: Readonly<Record<Which, string>> = {
  mine: '*Your requests*, the newest first',
  pending: '*Requests that wait for approval*, the newest first',
  all: '*All requests*, the newest first',
}

const NONE: Readonly<Record<Which, string>> = {
  mine: 'You have asked for nothing yet. `/dhcp add` registers a host.',
  pending: 'Nothing waits for approval.',
  all: 'Nobody has asked for anything yet. `/dhcp add` registers a host.',
}

/** The answer to `/dhcp requests`. @param more whether there are more than these */
export function requestList(which: Which, requests: readonly Request[], more: boolean): Message {
  if (requests.length === 0) return say(NONE[which])
  const shown = fitting(requests.map(requestLine))
  const rest = more || shown.length < requests.length
  return {
    text: TITLES[which],
    blocks: [
      paragraph(TITLES[which]),
      ...lineBlocks(shown),
      smallPrint(
        `\`/dhcp show R-12\` shows one whole.${rest ? ' There are older ones: `/dhcp history NAME` finds those of a host.' : ''}`,
      ),
    ],
  }
}

/** A request in a line: what, on which server, where it stands, who asked and when. */
export function requestLine({ id, proposal, server, state, requester, requestedAt }: Request): string {
  const title = `*${requestName(id)}* ${escapeMrkdwn(titleOf(proposal.changes))} on ${escapeMrkdwn(server)}`
  return `• ${title}: ${statusWords(state)} · ${mention(requester)}, ${time(requestedAt)}`
}
