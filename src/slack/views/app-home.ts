import type { HomeView, KnownBlock } from '@slack/types'
import { count } from '../../inventory/count.ts'
import { titleOf } from '../../request/change-title.ts'
import { type Request, requestName } from '../../request/request.ts'
import type { Overview, ServerOverview, WaitingRequest } from '../../usecases/overview.ts'
import type { MessageAddress } from '../../usecases/ports.ts'
import { ACTIONS } from '../ids.ts'
import { button } from './button.ts'
import { askedText } from './change-text.ts'
import { statusLine } from './queue.ts'
import { statusWords } from './status-words.ts'
import { subnetLines } from './subnet-lines.ts'
import { escapeMrkdwn, header, paragraph, smallPrint, time } from './text.ts'

/** Slack takes 100 blocks: there are 20 requests that wait, these, 5 that have ended, and 4 blocks for each of so many servers. */
const MOST_OPEN = 10
const MOST_SERVERS = 10

/**
 * What a person finds in the app's Home.
 * @param permalink where Slack shows a message; undefined where that is not known
 */
export function homeView(
  overview: Overview,
  permalink: (message: MessageAddress) => string | undefined,
): HomeView {
  const { servers, at } = overview
  return home([
    actions(servers),
    header('Waiting for you'),
    ...waitingBlocks(overview, permalink),
    header('Your requests'),
    ...ownBlocks(overview),
    header('Servers'),
    ...servers.slice(0, MOST_SERVERS).flatMap((server) => serverBlocks(server, servers.length > 1)),
    ...more(servers.length - MOST_SERVERS, '`/dhcp status` says how all servers stand.'),
    smallPrint(
      `As of ${time(at)}. It is made anew whenever you open it. \`/dhcp help\` says what you can type.`,
    ),
  ])
}

/** The Home of somebody who may not use the bot. @param refusal why, in words for them */
export function refusingHomeView(refusal: string): HomeView {
  return home([header('Leasehold registers DHCP hosts'), paragraph(refusal)])
}

function home(blocks: KnownBlock[]): HomeView {
  return { type: 'home', blocks }
}

function actions(servers: readonly ServerOverview[]): KnownBlock {
  const [first] = servers
  return {
    type: 'actions',
    elements: [
      ...(first
        ? [button(ACTIONS.registerHost, first.status.server, 'Register a host', { style: 'primary' })]
        : []),
      button(ACTIONS.refreshHome, 'all', 'Refresh'),
    ],
  }
}

function waitingBlocks(
  { waiting, moreWaiting, unsure }: Overview,
  permalink: (message: MessageAddress) => string | undefined,
): KnownBlock[] {
  const doubt =
    unsure === 0
      ? []
      : [
          smallPrint(
            `Slack did not say who belongs to the groups and channels that approve ${count(unsure, 'request')}: they are on their cards in the approvals channel.`,
          ),
        ]
  if (waiting.length === 0) return [paragraph('Nothing waits for your approval.'), ...doubt]
  return [
    ...waiting.map((one) => waitingBlock(one, permalink)),
    ...more(moreWaiting, 'Their cards are in the approvals channel.'),
    ...doubt,
  ]
}

/** It is decided on the card, where all that is changed can be read. */
function waitingBlock(
  { request, card }: WaitingRequest,
  permalink: (message: MessageAddress) => string | undefined,
): KnownBlock {
  const name = requestName(request.id)
  const link = card && permalink(card)
  const where = link === undefined ? name : `<${link}|${name}>`
  return paragraph(
    `${where}  ${askedText(request)}, on ${escapeMrkdwn(request.server)}, waiting since ${time(request.waitsSince)}`,
  )
}

function ownBlocks({ open, ended }: Overview): KnownBlock[] {
  if (open.length + ended.length === 0) return [paragraph('You have asked for nothing yet.')]
  return [
    ...open.slice(0, MOST_OPEN).map(ownBlock),
    ...more(open.length - MOST_OPEN, '`/dhcp requests` lists yours.'),
    ...ended.map(ownBlock),
  ]
}

function ownBlock({ id, proposal, server, state, requestedAt }: Request): KnownBlock {
  const title = `${requestName(id)}  *${escapeMrkdwn(titleOf(proposal.changes))}* on ${escapeMrkdwn(server)}`
  const ended = 'at' in state ? ` (${time(state.at)})` : ''
  return paragraph(`${title}: *${statusWords(state)}*${ended}, asked for ${time(requestedAt)}`)
}

function serverBlocks({ status, read }: ServerOverview, isOneOfSeveral: boolean): KnownBlock[] {
  const register = button(ACTIONS.registerHost, status.server, 'Register here')
  return [
    { ...paragraph(statusLine(status)), ...(isOneOfSeveral && { accessory: register }) },
    ...(read ? [...subnetLines(read.subnets), smallPrint(readText(read.at))] : [smallPrint(UNREAD)]),
  ]
}

const UNREAD = 'This server has not been read yet, so its subnets are not known.'

function readText(at: string | undefined): string {
  return at === undefined
    ? 'So it was when it was last read; it was changed since, or could not be read again.'
    : `As read ${time(at)}.`
}

function more(number: number, rest: string): KnownBlock[] {
  return number > 0 ? [smallPrint(`And ${number} more. ${rest}`)] : []
}
