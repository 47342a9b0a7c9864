import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewClosedAction } from '@slack/bolt'
import { samePerson } from '../../request/person.ts'
import type { SlackDeps } from '../deps.ts'
import { personOf } from './person.ts'

/** A form that its person closed: the address that it was offered is free for others at once. */
export async function closeHostForm(
  { ack, body, view }: SlackViewMiddlewareArgs<ViewClosedAction> & AllMiddlewareArgs,
  { forms }: Pick<SlackDeps, 'forms'>,
): Promise<void> {
  await ack()
  const form = await forms.find(view.private_metadata)
  if (form && samePerson(form.person, personOf(body))) await forms.close(form.id)
}
