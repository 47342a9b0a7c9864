import type { Offers } from '../inventory/offers.ts'
import type { Offer } from './ports.ts'

/** What is offered, as the checks see it. @param form the form that is judged; undefined for what comes from no form */
export function offersFor(form: string | undefined, offers: readonly Offer[]): Offers {
  const isOwn = (offer: Offer) => offer.form === form
  return {
    own: offers.find(isOwn)?.address,
    others: new Set(offers.filter((offer) => !isOwn(offer)).map(({ address }) => address)),
  }
}
