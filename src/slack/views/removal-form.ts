import type { ModalView } from '@slack/types'
import type { Host, Lease } from '../../inventory/model.ts'
import { VIEWS } from '../ids.ts'
import { hostBlock } from './found.ts'
import { leaseText } from './lease-text.ts'
import { reasonField } from './reason-field.ts'
import { escapeMrkdwn, paragraph, plain, smallPrint } from './text.ts'

export interface RemovalFormFacts {
  readonly formId: string
  readonly server: string
  readonly host: Host
  /** What its device holds at this moment, as far as the server says so. */
  readonly lease: Lease | undefined
  /** Something that is in the way and what to do about it, in mrkdwn. */
  readonly banner?: string
}

/** The form to ask that a host is taken out. */
export function removalForm({ formId, server, host, lease, banner }: RemovalFormFacts): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.removeHost,
    private_metadata: formId,
    title: plain(`Remove ${host.name}`, 24),
    submit: plain('Request removal', 24),
    close: plain('Keep it', 24),
    blocks: [
      ...(banner === undefined ? [] : [paragraph(banner)]),
      hostBlock(host),
      ...(lease ? [paragraph(leaseText(lease))] : []),
      reasonField(),
      smallPrint(
        `Server *${escapeMrkdwn(server)}*. Its comments go with it. Nothing is changed before it is approved.`,
      ),
    ],
  }
}
