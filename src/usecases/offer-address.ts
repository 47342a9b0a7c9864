import type { AnySubnet } from '../inventory/any-subnet.ts'
import type { Inventory } from '../inventory/model.ts'
import { nextFreeAddress } from '../inventory/next-free.ts'
import { OPEN } from '../request/request.ts'
import { offersFor } from './offers-for.ts'
import type { Form, FormStore, RequestStore } from './ports.ts'
import { reservations } from './submit-request.ts'

/** So long an address is kept for the form that it was offered to, from when that was opened. */
export const OFFERED_FOR_MINUTES = 15

export interface OfferDeps {
  readonly forms: Pick<FormStore, 'offer' | 'offers'>
  readonly requests: Pick<RequestStore, 'withStatus'>
}

/**
 * Offers a form the next free address of a subnet, and keeps it for that form: no other form is offered it meanwhile, whichever
 * bot opens it.
 * @returns undefined where none is free
 */
export async function offerAddress(
  form: Form,
  inventory: Inventory,
  subnet: AnySubnet,
  { forms, requests }: OfferDeps,
): Promise<string | undefined> {
  const [open, offers] = await Promise.all([
    requests.withStatus(form.server, OPEN),
    forms.offers(form.server),
  ])
  const reserved = reservations(open)
  const others = new Set(offersFor(form.id, offers).others)
  for (;;) {
    const address = nextFreeAddress(inventory, subnet, reserved, { others })
    if (address === undefined) return undefined
    if (await forms.offer(form, address, OFFERED_FOR_MINUTES * 60_000)) return address
    // Another form was first.
    others.add(address)
  }
}
