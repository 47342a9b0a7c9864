import { OPEN } from '../request/request.ts'
import type { OfferDeps } from './offer-address.ts'
import { reservations } from './submit-request.ts'

/** The addresses of a server that are promised to somebody: open requests ask for them, or open forms were offered them. */
export async function keptAddresses(
  server: string,
  { forms, requests }: { readonly forms: Pick<OfferDeps['forms'], 'offers'> } & Pick<OfferDeps, 'requests'>,
): Promise<ReadonlySet<string>> {
  const [open, offers] = await Promise.all([requests.withStatus(server, OPEN), forms.offers(server)])
  const asked = reservations(open).flatMap(({ address }) => (address === undefined ? [] : [address]))
  return new Set([...asked, ...offers.map(({ address }) => address)])
}
