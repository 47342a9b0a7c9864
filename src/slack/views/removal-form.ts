import type { ModalView } from '@slack/types'
import type { Host, Lease } from '../../inventory/model.ts'
import { VIEWS } from '../ids.ts'
import { hostBlock } from './found.ts'
import { leaseText } from './lease-text.ts'
import { requestForm } from './request-form.ts'
import { paragraph } from './text.ts'

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
  return requestForm(
    {
      callbackId: VIEWS.removeHost,
      formId,
      title: `Remove ${host.name}`,
      submit: 'Request removal',
      close: 'Keep it',
      server,
      banner,
      note: 'Its comments go with it.',
    },
    [hostBlock(host), ...(lease ? [paragraph(leaseText(lease))] : [])],
  )
}
