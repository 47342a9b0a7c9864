import type { ModalView } from '@slack/types'
import { hostText } from '../../request/host-text.ts'
import type { Proposal } from '../../request/request.ts'
import { VIEWS } from '../ids.ts'
import { describeChanges } from './change-text.ts'
import { codeBlock, findingList, paragraph, plain } from './text.ts'

/** What differs where a request is edited. */
const SENDING = {
  request: { view: VIEWS.confirmHost, submit: 'Request it anyway' },
  edit: { view: VIEWS.confirmEdit, submit: 'Save it anyway' },
} as const

/** What may be meant and may be a mistake: the person confirms it, and the approver sees it. */
export function confirmForm(
  formId: string,
  proposal: Proposal,
  sending: keyof typeof SENDING = 'request',
): ModalView {
  return {
    type: 'modal',
    callback_id: SENDING[sending].view,
    private_metadata: formId,
    title: plain('Is this what you mean?', 24),
    submit: plain(SENDING[sending].submit, 24),
    close: plain('Back', 24),
    blocks: [
      paragraph(
        `Something about this is unusual: ${describeChanges(proposal.changes)}. The approver sees this too.`,
      ),
      ...findingList(proposal.findings),
      paragraph('This is what would be written:'),
      ...proposal.hosts.map((host) => codeBlock(hostText(host))),
    ],
  }
}
