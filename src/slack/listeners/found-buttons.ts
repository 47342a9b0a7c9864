import type { SlackDeps } from '../deps.ts'
import type { Deed } from '../views/pick-host-form.ts'
import type { ButtonArgs } from './card-buttons.ts'
import { openChangeForm } from './open-change-form.ts'
import { pressed } from './pressed.ts'
import { answerHistory } from './request-commands.ts'

/** Change… below a host that was found. */
export function changeFound(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  return openForm(args, 'edit', deps)
}

/** Remove… below a host that was found. */
export function removeFound(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  return openForm(args, 'remove', deps)
}

/** History below a host that was found. */
export async function tellHistory(args: ButtonArgs, deps: SlackDeps): Promise<void> {
  const press = await pressed(args, 'host', deps)
  if (!press) return
  const message = await answerHistory(press.shown.name, deps)
  await args.respond({ response_type: 'ephemeral', replace_original: false, ...message })
}

async function openForm(args: ButtonArgs, deed: Deed, deps: SlackDeps): Promise<void> {
  const press = await pressed(args, 'host', deps)
  if (!press) return
  const { person, desk, shown } = press
  const meant = { deed, host: shown.name, wanted: {} }
  const opening = { person, meant, desk, trigger: args.body.trigger_id, client: args.client }
  const message = await openChangeForm(opening, deps)
  if (message) await args.respond({ response_type: 'ephemeral', replace_original: false, ...message })
}
