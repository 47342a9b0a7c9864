import type { KnownBlock } from '@slack/types'
import { titleOf } from '../../request/change-title.ts'
import type { RequestEvent } from '../../request/events.ts'
import type { ResolvedPolicy } from '../../request/policy.ts'
import { type Request, requestName } from '../../request/request.ts'
import { fits } from './fits.ts'
import { type Message, say } from './message.ts'
import { askedBy, proposalBlocks } from './proposal.ts'
import { statusBlocks } from './status.ts'
import { statusWords } from './status-words.ts'
import { storyLine } from './story-line.ts'
import { escapeMrkdwn, header, paragraph, smallPrint } from './text.ts'

/** A request with what happened to it. */
export interface Story {
  readonly request: Request
  readonly events: readonly RequestEvent[]
}

/**
 * The answer to `/dhcp show`: a request whole, with its story, and without buttons.
 * @param link to its card, where Slack has said it
 */
export function requestStory(
  { request, events }: Story,
  policy: ResolvedPolicy,
  link: string | undefined,
): Message {
  const title = `${requestName(request.id)} · ${titleOf(request.proposal.changes)}`
  const around = (inside: readonly KnownBlock[]) => [
    header(title),
    askedBy(request),
    ...inside,
    ...statusBlocks(request, policy),
    smallPrint(lines(events)),
    ...(link === undefined ? [] : [smallPrint(`<${link}|Its card>`)]),
  ]
  const whole = around(proposalBlocks(request))
  const short = [paragraph('What it changes is too long to be shown whole in Slack.')]
  const text = `${title}: ${statusWords(request.state)}`
  return { text, blocks: fits(whole) ? whole : around(short).slice(0, 20) }
}

/** The answer to `/dhcp history`: the requests about a host, the newest first, each with its story. */
export function hostHistory(typed: string, stories: readonly Story[]): Message {
  const what = escapeMrkdwn(typed)
  if (stories.length === 0) {
    const text = `No request was ever about “${what}”. Give a host name, a MAC address or an IP address, whole.`
    return say(text)
  }
  const title = `*What was asked about “${what}”*, the newest first`
  const blocks: KnownBlock[] = [paragraph(title)]
  for (const story of stories) {
    const next = [...blocks, paragraph(storyText(story))]
    if (!fits([...next, AND_MORE])) return { text: title, blocks: [...blocks, AND_MORE] }
    blocks.push(paragraph(storyText(story)))
  }
  return { text: title, blocks }
}

const AND_MORE = smallPrint('And older ones: `leasehold history` at the command line tells them all.')

function storyText({ request, events }: Story): string {
  const { id, proposal, server, state, reason } = request
  const title = `*${requestName(id)} · ${escapeMrkdwn(titleOf(proposal.changes))}* on ${escapeMrkdwn(server)}: ${statusWords(state)}`
  return `${title}\n_${escapeMrkdwn(reason.replaceAll(/\s+/g, ' '))}_\n${lines(events)}`
}

function lines(events: readonly RequestEvent[]): string {
  return events.map((event) => `• ${storyLine(event)}`).join('\n')
}
