import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { checkMessageBlocks } from './blocks/validate.ts'
import type { Limits } from './limits.ts'
import { app } from './people.ts'
import { post, revise } from './post.ts'
import { type MessageRecord, removeMessage, type State } from './state.ts'

/** Where an answer that comes through a response_url goes. */
export interface ResponsePlace {
  readonly userId: string
  readonly channel: string
  /** The message that was acted on; undefined for a command or a shortcut. */
  readonly message: MessageRecord | undefined
}

/** What the app gets back from a response_url. */
export interface ResponseAnswer {
  readonly status: number
  readonly body: string
}

/** The response_urls: each is good for five answers within half an hour. */
export interface ResponseUrls {
  issue(kind: 'commands' | 'actions' | 'app', place: ResponsePlace): string
  /** `path` is the URL's path, `sent` the parsed JSON body. */
  answer(path: string, sent: unknown): ResponseAnswer
}

const answerShape = z.strictObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  metadata: z.unknown().optional(),
  mrkdwn: z.boolean().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
})

export function createResponseUrls(state: State, limits: Limits, origin: () => string): ResponseUrls {
  const issued = new Map<
    string,
    { readonly place: ResponsePlace; readonly expiresAt: number; uses: number }
  >()
  return {
    issue(kind, place) {
      const path = `/${kind}/${randomBytes(18).toString('base64url')}`
      issued.set(path, { place, expiresAt: state.now() + limits.responseUrlMs, uses: 0 })
      return origin() + path
    },
    answer(path, sent) {
      const found = issued.get(path)
      if (found === undefined) return refused(404, 'invalid_url')
      if (state.now() > found.expiresAt) return refused(404, 'expired_url')
      if (found.uses >= limits.responseUrlUses) return refused(404, 'used_url')
      const answer = respond(state, found.place, sent)
      if (answer.status === 200) found.uses += 1
      return answer
    },
  }
}

/** Carries out an answer: what a response_url is sent, and what an acknowledged command carries. */
export function respond(state: State, place: ResponsePlace, sent: unknown): ResponseAnswer {
  const parsed = answerShape.safeParse(sent)
  if (!parsed.success) return refused(400, 'invalid_payload')
  const answer = parsed.data
  if (answer.delete_original === true) {
    if (place.message === undefined) return refused(404, 'message_not_found')
    removeMessage(state, place.message)
    return accepted
  }
  const blocks = checkMessageBlocks(answer.blocks ?? [])
  if (blocks.kind === 'invalid') return refused(400, 'invalid_blocks')
  if ((answer.text ?? '') === '' && blocks.value.length === 0) return refused(400, 'no_text')
  if (answer.replace_original === true) {
    if (place.message === undefined || !state.messages.includes(place.message))
      return refused(404, 'message_not_found')
    revise(state, place.message, answer.text ?? '', blocks.value)
    return accepted
  }
  post(state, {
    channel: place.channel,
    author: app.userId,
    text: answer.text ?? '',
    blocks: blocks.value,
    threadTs: answer.thread_ts,
    metadata: answer.metadata,
    visibleTo: answer.response_type === 'in_channel' ? undefined : place.userId,
  })
  return accepted
}

const accepted: ResponseAnswer = { status: 200, body: 'ok' }

function refused(status: number, error: string): ResponseAnswer {
  return { status, body: JSON.stringify({ ok: false, error }) }
}
