import type { ModalView } from '@slack/types'
import { subnetOf } from '../../inventory/index.ts'
import type { Inventory, Subnet } from '../../inventory/model.ts'
import { OFFERED_FOR_MINUTES } from '../../usecases/offer-address.ts'
import type { Form } from '../../usecases/ports.ts'
import { FIELDS, VIEWS } from '../ids.ts'
import { dateField } from './date-field.ts'
import { ownerField } from './owner-field.ts'
import { requestForm } from './request-form.ts'
import { subnetField } from './subnet-field.ts'
import { textField } from './text-field.ts'

/** What the fields are filled with when the form opens. */
export interface Typed {
  readonly name: string
  readonly mac: string
  readonly address: string
}

export interface HostFormFacts {
  readonly formId: string
  readonly server: string
  /** Undefined while the server has not been read yet. */
  readonly inventory: Inventory | undefined
  /** The subnet that is chosen at first, when it is known. */
  readonly subnet: Subnet | undefined
  /** The address of that subnet that is kept for this form. */
  readonly offered: string | undefined
  /** Something that is in the way and what to do about it, already escaped. */
  readonly banner: string | undefined
}

/** The facts of a form, the subnet of the typed address chosen, or else the first one. */
export function formFacts(
  { id, server, offered }: Pick<Form, 'id' | 'server' | 'offered'>,
  inventory: Inventory | undefined,
  address: string,
): HostFormFacts {
  const subnet = inventory && (subnetOf(inventory, address) ?? inventory.subnets[0])
  return { formId: id, server, inventory, subnet, offered, banner: undefined }
}

/** The form to register a host. Rendered again with a banner, it keeps what was typed. */
export function hostForm(facts: HostFormFacts, typed: Typed): ModalView {
  const form = requestForm(
    {
      callbackId: VIEWS.addHost,
      formId: facts.formId,
      title: 'Register a host',
      submit: 'Request',
      close: 'Cancel',
      server: facts.server,
      banner: facts.banner,
    },
    [
      textField(FIELDS.name, 'Host name', { placeholder: 'printer-3f', initial: typed.name }),
      textField(FIELDS.mac, 'MAC address', {
        placeholder: '00:11:22:33:44:55',
        initial: typed.mac,
        hint: 'Colons, dashes, dots or none: any notation.',
      }),
      textField(FIELDS.address, 'IP address', {
        ...addressTexts(facts.offered),
        initial: typed.address,
        optional: true,
      }),
      ...subnetField(facts.inventory?.subnets ?? [], {
        label: 'Subnet',
        hint: 'For the next free address. Not used when you type an address.',
        chosen: facts.subnet,
      }),
      textField(FIELDS.comment, 'Comment', {
        placeholder: 'Room, owner, inventory number…',
        optional: true,
        maximum: 200,
        hint: 'It stands above the host in dhcpd.conf.',
      }),
      ownerField('You'),
      dateField(FIELDS.until, 'Until', {
        optional: true,
        hint: 'For guests, loans and projects: the owner is asked in time, and then its removal is.',
      }),
    ],
  )
  // What was offered is free again when the form is closed.
  return { ...form, notify_on_close: true }
}

function addressTexts(offered: string | undefined): { readonly placeholder: string; readonly hint: string } {
  if (offered === undefined) {
    const hint = 'Leave it empty for the next free address of the subnet below.'
    return { placeholder: 'Next free address', hint }
  }
  return {
    placeholder: `${offered} is free`,
    hint: `Leave it empty for ${offered}, which is kept for you for ${OFFERED_FOR_MINUTES} minutes, or choose another subnet for its next free address.`,
  }
}
