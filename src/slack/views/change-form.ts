import type { ModalView } from '@slack/types'
import type { HostFields } from '../../inventory/host-fields.ts'
import type { Subnet } from '../../inventory/model.ts'
import { FIELDS, VIEWS } from '../ids.ts'
import { dateField } from './date-field.ts'
import { ownerField } from './owner-field.ts'
import { requestForm } from './request-form.ts'
import { subnetField } from './subnet-field.ts'
import { escapeMrkdwn, ownerText, paragraph, smallPrint } from './text.ts'
import { textField } from './text-field.ts'

/** What somebody typed behind the command: it stands in the fields in place of what the host says. */
export type Wanted = Partial<Pick<HostFields, 'name' | 'mac' | 'address'>>

export interface ChangeFormFacts {
  readonly formId: string
  readonly server: string
  /** What the host says now. */
  readonly shown: HostFields
  readonly wanted: Wanted
  readonly subnets: readonly Subnet[]
  /** Where it is to be moved, as far as that was said. */
  readonly subnet: Subnet | undefined
  /** Something that is in the way and what to do about it, in mrkdwn. */
  readonly banner?: string
}

/** The form to change a host: filled with what it says now. Rendered again with a banner, it keeps what was typed. */
export function changeForm(facts: ChangeFormFacts): ModalView {
  const { formId, server, shown, wanted, subnets, subnet, banner } = facts
  const now = { ...shown, ...wanted }
  return requestForm(
    {
      callbackId: VIEWS.changeHost,
      formId,
      title: `Change ${shown.name}`,
      submit: 'Request',
      close: 'Cancel',
      server,
      banner,
    },
    [
      paragraph(
        `*${escapeMrkdwn(shown.name)}* as it stands on ${escapeMrkdwn(server)}: change what is to change.`,
      ),
      textField(FIELDS.name, 'Host name', { placeholder: 'printer-3f', initial: now.name }),
      textField(FIELDS.mac, 'MAC address', {
        placeholder: '00:11:22:33:44:55',
        initial: now.mac,
        // A host may have none.
        optional: shown.mac === '',
        hint: 'A new network card? Type its address here, in any notation.',
      }),
      textField(FIELDS.address, 'IP address', {
        placeholder: '10.20.0.50',
        initial: now.address,
        optional: true,
        hint: 'Several with commas between.',
      }),
      ...subnetField(subnets, {
        label: 'Move to',
        hint: 'It gets the next free address there, unless you type another one above.',
        chosen: subnet,
      }),
      textField(FIELDS.comment, 'Comment', {
        placeholder: 'Room, owner, inventory number…',
        initial: now.comment,
        optional: true,
        multiline: now.comment.includes('\n'),
        // What it says now is never cut: what is sent would be another.
        maximum: Math.max([...now.comment].length, 200),
      }),
      ...ownership(shown),
    ],
  )
}

/** A group cannot be shown in a field for people. */
function ownership({ owner, until }: HostFields) {
  const group = owner?.startsWith('S') ? owner : undefined
  return [
    ...(group === undefined ? [] : [smallPrint(`It is owned by ${ownerText(group)}.`)]),
    ownerField('As it is', group === undefined ? owner : undefined),
    dateField(FIELDS.until, 'Until', {
      ...(until !== undefined && { initial: until }),
      optional: true,
      hint: 'The last day on which it is wanted. Empty: it has no end.',
    }),
  ]
}
