import { z } from 'zod'
import { checkModal } from './blocks/validate.ts'
import type { Core } from './core.ts'
import { unfilled } from './form.ts'
import { closeView, pushView, replaceView } from './modals.ts'
import { closedPayload, submissionPayload } from './payloads.ts'
import type { PersonRecord } from './people.ts'
import type { Delivery } from './socket.ts'
import type { ViewRecord } from './state.ts'
import type { Json } from './wire.ts'

/** What became of a submission. */
export type Submission =
  /** The view is gone; the one below it, if any, is seen again. */
  | { readonly kind: 'closed' }
  /** Shown under the fields, by block id. */
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  /** Another content in this view, or another view on top. */
  | { readonly kind: 'view' }
  /** The view stays, with these words of Slack's. */
  | { readonly kind: 'failed'; readonly message: string }

/** Presses the submit button of the person's topmost modal, if that is still the view with this id. */
export async function submit(core: Core, userId: string, viewId: string): Promise<Submission> {
  const top = topmost(core, userId, viewId)
  if (top === undefined || top.record.view.submit === undefined || top.record.pending)
    return { kind: 'failed', message: 'This form cannot be submitted now.' }
  const { person, record } = top
  const missing = unfilled(record.view.blocks, record.form)
  if (Object.keys(missing).length > 0) return showErrors(core, record, missing)
  setPending(core, record, true)
  const payload = submissionPayload(core, person, record)
  const delivery = await core.socket.deliver('interactive', payload, true)
  setPending(core, record, false)
  return settle(core, record, delivery)
}

/** Presses Cancel, Back or the cross; with `all`, the whole stack goes. The app hears of it where it asked to. */
export async function close(core: Core, userId: string, viewId: string, all: boolean): Promise<void> {
  const top = topmost(core, userId, viewId)
  if (top === undefined) return
  const cleared = all || top.record.view.clear_on_close === true
  const gone = cleared ? [...(core.state.modals.get(userId) ?? [])] : [top.record]
  closeView(core.state, top.record, cleared)
  await Promise.all(
    gone
      .filter((record) => record.view.notify_on_close === true)
      .map((record) => core.socket.deliver('interactive', closedPayload(top.person, record, cleared), false)),
  )
}

const answer = z.discriminatedUnion('response_action', [
  z.strictObject({
    response_action: z.literal('errors'),
    errors: z.record(z.string(), z.string().min(1)),
  }),
  z.strictObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('clear') }),
])

const trouble = 'We had some trouble connecting. Try again?'

function settle(core: Core, record: ViewRecord, delivery: Delivery): Submission {
  if (delivery.kind !== 'acknowledged') return fail(core, record)
  if (Object.keys(delivery.payload).length === 0) return shut(core, record, false)
  return carryOut(core, record, delivery.payload)
}

function carryOut(core: Core, record: ViewRecord, payload: Json): Submission {
  const parsed = answer.safeParse(payload)
  if (!parsed.success) return fail(core, record)
  switch (parsed.data.response_action) {
    case 'clear':
      return shut(core, record, true)
    case 'errors':
      return fitErrors(record, parsed.data.errors)
        ? showErrors(core, record, parsed.data.errors)
        : fail(core, record)
    case 'update':
    case 'push':
      return show(core, record, parsed.data.response_action, parsed.data.view)
  }
}

function show(core: Core, record: ViewRecord, how: 'update' | 'push', sent: unknown): Submission {
  const checked = checkModal(sent)
  if (checked.kind === 'invalid') return fail(core, record)
  if (how === 'update') replaceView(core.state, record, checked.value)
  else if (pushView(core.state, record.owner, checked.value, core.limits.stackedViews) === undefined)
    return fail(core, record)
  return { kind: 'view' }
}

/** Errors belong to input blocks that are there; for any other key Slack shows its own trouble. */
function fitErrors(record: ViewRecord, errors: Readonly<Record<string, string>>): boolean {
  const inputs = record.view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id)
  const keys = Object.keys(errors)
  return keys.length > 0 && keys.every((key) => inputs.includes(key))
}

function showErrors(core: Core, record: ViewRecord, errors: Readonly<Record<string, string>>): Submission {
  record.errors = errors
  record.trouble = undefined
  core.state.changed()
  return { kind: 'errors', errors }
}

function shut(core: Core, record: ViewRecord, all: boolean): Submission {
  closeView(core.state, record, all)
  return { kind: 'closed' }
}

function fail(core: Core, record: ViewRecord): Submission {
  record.trouble = trouble
  core.state.changed()
  return { kind: 'failed', message: trouble }
}

function setPending(core: Core, record: ViewRecord, pending: boolean): void {
  record.pending = pending
  if (pending) {
    record.errors = {}
    record.trouble = undefined
  }
  core.state.changed()
}

function topmost(
  core: Core,
  userId: string,
  viewId: string,
): { readonly person: PersonRecord; readonly record: ViewRecord } | undefined {
  const person = core.state.people.get(userId)
  const record = core.state.modals.get(userId)?.at(-1)
  return person === undefined || record === undefined || record.id !== viewId ? undefined : { person, record }
}
