import type { Lease } from '../../inventory/model.ts'
import { escapeMrkdwn, time } from './text.ts'

/** That the device of a host holds a lease, and until when. */
export function leaseText({ address, ends }: Lease): string {
  const until = ends === undefined ? '' : `, until ${time(ends)}`
  return `*Its device is on the network*: it holds the lease of ${escapeMrkdwn(address)}${until}.`
}
