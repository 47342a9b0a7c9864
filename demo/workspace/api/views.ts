import { z } from 'zod'
import { checkHome, checkMessageBlocks, checkModal } from '../blocks/validate.ts'
import type { ModalView } from '../blocks/view.ts'
import type { Core } from '../core.ts'
import { publishHome } from '../home.ts'
import { findExternal, openView, pushView, replaceView } from '../modals.ts'
import { findView, type ViewRecord } from '../state.ts'
import { type Json, wireHome, wireView } from '../wire.ts'
import { accepted, method, refused, refusedFor } from './method.ts'

const opening = { team_id: z.string().optional(), trigger_id: z.string(), view: z.unknown() }

/** Slack's limit for a whole view, in bytes. */
const largestView = 250_000

export const viewMethods = {
  'views.open': method(undefined, opening, (core, args) => {
    const view = readModal(core, args.view, undefined)
    if ('ok' in view) return view
    const trigger = core.triggers.exchange(args.trigger_id)
    if (typeof trigger === 'string') return refused(trigger)
    return accepted({ view: wireView(openView(core.state, trigger.userId, view)) })
  }),

  'views.push': method(undefined, opening, (core, args) => {
    const view = readModal(core, args.view, undefined)
    if ('ok' in view) return view
    const trigger = core.triggers.exchange(args.trigger_id)
    if (typeof trigger === 'string') return refused(trigger)
    if (trigger.viewId === undefined || findView(core.state, trigger.viewId) === undefined)
      return refused('not_found')
    const pushed = pushView(core.state, trigger.userId, view, core.limits.stackedViews)
    return pushed === undefined ? refused('push_limit_reached') : accepted({ view: wireView(pushed) })
  }),

  'views.update': method(
    undefined,
    {
      team_id: z.string().optional(),
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      hash: z.string().optional(),
      view: z.unknown(),
    },
    (core, args) => {
      const record =
        args.view_id !== undefined
          ? findView(core.state, args.view_id)
          : findExternal(core.state, args.external_id ?? '')
      const view = readModal(core, args.view, record)
      if ('ok' in view) return view
      if (record === undefined) return refused('not_found')
      if (args.hash !== undefined && args.hash !== record.hash) return refused('hash_conflict')
      replaceView(core.state, record, view)
      return accepted({ view: wireView(record) })
    },
  ),

  'views.publish': method(
    undefined,
    {
      team_id: z.string().optional(),
      user_id: z.string(),
      hash: z.string().optional(),
      view: z.unknown(),
    },
    (core, args) => {
      if (!core.homeTab) return refused('not_enabled')
      const checked = checkHome(args.view)
      if (checked.kind === 'invalid') return refusedFor('invalid_arguments', checked.problems)
      if (isTooLarge(args.view)) return refused('view_too_large')
      if (!core.state.people.has(args.user_id)) return refused('user_not_found')
      const before = core.state.homes.get(args.user_id)
      if (args.hash !== undefined && args.hash !== before?.hash) return refused('hash_conflict')
      return accepted({ view: wireHome(publishHome(core.state, args.user_id, checked.value)) })
    },
  ),

  'blocks.validate': method(
    undefined,
    { team_id: z.string().optional(), blocks: z.unknown() },
    (_core, args) => {
      const checked = checkMessageBlocks(args.blocks)
      return checked.kind === 'valid' ? accepted() : refusedFor('invalid_blocks', checked.problems)
    },
    'any',
  ),
}

function readModal(
  core: Core,
  sent: unknown,
  itself: ViewRecord | undefined,
): ModalView | (Json & { ok: unknown }) {
  const checked = checkModal(sent)
  if (checked.kind === 'invalid') return { ok: false, ...refusedFor('invalid_arguments', checked.problems) }
  if (isTooLarge(sent)) return { ok: false, error: 'view_too_large' }
  const { external_id: externalId } = checked.value
  const holder = externalId === undefined ? undefined : findExternal(core.state, externalId)
  if (holder !== undefined && holder !== itself) return { ok: false, error: 'duplicate_external_id' }
  return checked.value
}

function isTooLarge(sent: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(sent)) > largestView
}
