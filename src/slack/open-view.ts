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
