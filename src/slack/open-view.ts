import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { platformReason } from './slack-error.ts'

export type Opened =
  | { readonly kind: 'opened'; readonly viewId: string }
  | { readonly kind: 'open-already' | 'too-late' }

/**
 * Opens a modal. A trigger lives for 3 s and is used once: what Slack delivers again finds its modal open, and what comes
 * too late has to be said.
 */
export async function openView(
  client: Pick<WebClient, 'views'>,
  trigger: string,
  view: ModalView,
): Promise<Opened> {
  try {
    const answer = await client.views.open({ trigger_id: trigger, view })
    return { kind: 'opened', viewId: answer.view?.id ?? '' }
  } catch (error) {
    switch (platformReason(error)) {
      case 'exchanged_trigger_id':
        return { kind: 'open-already' }
      case 'expired_trigger_id':
        return { kind: 'too-late' }
      default:
        throw error
    }
  }
}

/** Shows another view in the place of one. Who has closed it meanwhile needs none any more. */
export async function updateView(
  client: Pick<WebClient, 'views'>,
  viewId: string,
  view: ModalView,
): Promise<void> {
  try {
    await client.views.update({ view_id: viewId, view })
  } catch (error) {
    if (platformReason(error) !== 'not_found') throw error
  }
}
