import type { WebClient } from '@slack/web-api'
import type { Person } from '../../request/person.ts'
import { type Request, requestName } from '../../request/request.ts'
import { subjectOf } from '../../request/subjects.ts'
import { refuseUndo } from '../../usecases/undo-request.ts'
import type { SlackDeps } from '../deps.ts'
import { openView } from '../open-view.ts'
import { platformReason } from '../slack-error.ts'
import { COMMAND_TOO_LATE } from '../too-late.ts'
import { type Message, say } from '../views/message.ts'
import { refusalText } from '../views/refusal.ts'
import { requestList, type Which } from '../views/request-list.ts'
import { hostHistory, requestStory } from '../views/request-story.ts'
import { escapeMrkdwn } from '../views/text.ts'
import { undoForm } from '../views/undo-form.ts'

/** What people read of a list. */
const MOST = 30
/** What a message holds of requests with their stories. */
const MOST_STORIES = 10

/** `/dhcp requests`. */
export async function answerRequests(which: Which, person: Person, deps: SlackDeps): Promise<Message> {
  const found = await wanted(which, person, deps)
  return requestList(which, found.slice(0, MOST), found.length > MOST)
}

async function wanted(which: Which, person: Person, deps: SlackDeps): Promise<readonly Request[]> {
  const { requests, desks } = deps
  switch (which) {
    case 'mine':
      return requests.askedBy(person, MOST + 1)
    case 'pending': {
      const waiting = await Promise.all(desks.map(({ name }) => requests.withStatus(name, ['pending'])))
      return waiting.flat().toSorted((a, b) => b.id - a.id)
    }
    case 'all':
      return requests.newest(MOST + 1)
    default:
      return which satisfies never
  }
}

/** `/dhcp show R-12`. */
export async function answerShow(
  id: number | undefined,
  client: Pick<WebClient, 'chat'>,
  deps: SlackDeps,
): Promise<Message> {
  const request = id === undefined ? undefined : await deps.requests.find(id)
  if (!request) return noSuchRequest(id, 'show')
  const [events, policy, link] = await Promise.all([
    deps.requests.history(request.id),
    deps.policyFor(request),
    linkTo(request.id, client, deps),
  ])
  return requestStory({ request, events }, policy, link)
}

/** `/dhcp history NAME`. */
export async function answerHistory(text: string, deps: SlackDeps): Promise<Message> {
  if (text === '')
    return say('Of which host? For example `/dhcp history printer-3f`, or a MAC or IP address.')
  const requests = await deps.requests.about(subjectOf(text), MOST_STORIES)
  const histories = await deps.requests.histories(requests.map(({ id }) => id))
  return hostHistory(
    text,
    requests.map((request, index) => ({ request, events: histories[index] ?? [] })),
  )
}

/** `/dhcp cancel R-12`. */
export async function answerCancel(
  id: number | undefined,
  person: Person,
  deps: SlackDeps,
): Promise<Message> {
  const result = id === undefined ? undefined : await deps.cancelById(id, person)
  if (id === undefined || !result) return noSuchRequest(id, 'cancel')
  if ('refusal' in result) return say(refusalText(result, await deps.requests.find(id)))
  return say(`${requestName(id)} is taken back. Nothing is changed on the server.`)
}

/** `/dhcp undo R-12`: opens the form. @returns what to tell the person where it was not opened */
export async function openUndoForm(
  id: number | undefined,
  person: Person,
  { trigger, client }: { readonly trigger: string; readonly client: Pick<WebClient, 'views'> },
  deps: SlackDeps,
): Promise<Message | undefined> {
  const request = id === undefined ? undefined : await deps.requests.find(id)
  if (!request) return noSuchRequest(id, 'undo')
  const refusal = refuseUndo(request)
  if (refusal) return say(`${escapeMrkdwn(refusal.message)} ${escapeMrkdwn(refusal.advice)}`)
  const form = await deps.forms.open(person, request.server)
  const asked = { kind: 'undo', requestId: request.id } as const
  await deps.forms.keep(form.id, { asked, reason: '', warnings: [] })
  const opened = await openView(client, trigger, undoForm(form.id, request))
  if (opened.kind !== 'too-late') return undefined
  return say(COMMAND_TOO_LATE)
}

/** A card that Slack does not find any more has no link. */
async function linkTo(
  requestId: number,
  client: Pick<WebClient, 'chat'>,
  deps: SlackDeps,
): Promise<string | undefined> {
  const message = (await deps.cardsOf(requestId)).at(-1)?.message
  if (!message) return undefined
  try {
    const answer = await client.chat.getPermalink({ channel: message.channel, message_ts: message.ts })
    return answer.permalink
  } catch (error) {
    if (platformReason(error) === undefined) throw error
    return undefined
  }
}

function noSuchRequest(id: number | undefined, verb: string): Message {
  return id === undefined
    ? say(`Which request? For example \`/dhcp ${verb} R-12\`. \`/dhcp requests\` lists yours.`)
    : say(`There is no request ${requestName(id)}. \`/dhcp requests\` lists yours.`)
}
