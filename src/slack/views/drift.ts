import type { KnownBlock } from '@slack/types'
import { type Drift, type DriftedHost, isOpen } from '../../request/drift.ts'
import { ACTIONS } from '../ids.ts'
import { button, confirmation } from './button.ts'
import type { Message } from './message.ts'
import { codeBlock, escapeMrkdwn, mention, paragraph, smallPrint, time } from './text.ts'

/** So many hosts are shown with their texts; three blocks each leave room in a message of fifty. */
const MOST_SHOWN = 10
/** Slack's limit for the text of a block leaves no room for more of one host. */
const MOST_CHARACTERS = 2_500

/** The message about registrations that were changed by hand. Its button goes when nothing of it stands any more. */
export function driftMessage(drift: Drift): Message {
  const { hosts, server, noticedAt } = drift
  const what = hosts.length === 1 ? 'A registration was' : `${hosts.length} registrations were`
  const title = `*${what} changed by hand on ${escapeMrkdwn(server)}* (seen ${time(noticedAt)})`
  return {
    text: `${what} changed by hand on ${escapeMrkdwn(server)}`,
    blocks: [
      paragraph(title),
      ...hosts.slice(0, MOST_SHOWN).flatMap(hostBlocks),
      ...furtherNames(hosts.slice(MOST_SHOWN)),
      ...ending(drift),
    ],
  }
}

function hostBlocks(host: DriftedHost): KnownBlock[] {
  const name = escapeMrkdwn(host.name)
  if (host.end) {
    const how = host.end.how === 'kept' ? 'kept as it is' : 'no longer so'
    return [paragraph(`~${name}~  ${how} (${time(host.end.at)})`)]
  }
  if (host.found === undefined) {
    return [paragraph(`*${name}* is gone from the file. It was applied as:`), textBlock(host.expected)]
  }
  return [
    paragraph(`*${name}* was applied as the first, and the file says the second:`),
    textBlock(host.expected),
    textBlock(host.found),
  ]
}

function textBlock(text: string): KnownBlock {
  return codeBlock(text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} ...` : text)
}

/** Of a flood, as many names as small print holds. */
function furtherNames(hosts: readonly DriftedHost[]): KnownBlock[] {
  if (hosts.length === 0) return []
  const names = hosts.map(({ name }) => escapeMrkdwn(name)).join(', ')
  return [smallPrint(`And ${hosts.length} more: ${names}`)]
}

function ending(drift: Drift): KnownBlock[] {
  if (isOpen(drift)) {
    const text =
      'Nothing was done about it. Put it back by hand, ask for the change in the usual way, or keep it as it is.'
    return [smallPrint(text), keepButton(drift)]
  }
  if (drift.keptBy) return [paragraph(`*Kept as it is* by ${mention(drift.keptBy)}.`)]
  return [paragraph('*Over*: the file no longer says this.')]
}

/** The value of the button is the drift's opaque id and nothing else. */
function keepButton({ id }: Drift): KnownBlock {
  const text = 'From now on this is what the file is expected to say. Nothing is changed on the server.'
  const confirm = confirmation('Keep what was changed by hand?', text, 'Keep', 'Go back')
  return { type: 'actions', elements: [button(ACTIONS.keepDrift, id, 'Keep as it is', { confirm })] }
}
