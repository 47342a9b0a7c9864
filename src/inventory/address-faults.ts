import { addressOf } from './address.ts'
import type { Subnet } from './model.ts'
import { spanAround, spanOf } from './span.ts'

/** Why an address is none for a host of its subnet, as the end of a sentence. */
export interface AddressFault {
  readonly code: 'address-network' | 'address-broadcast' | 'address-router' | 'address-in-range'
  readonly message: string
}

const NO_FAULT: readonly AddressFault[] = []

/** What speaks against giving an address of a subnet to a host, whoever has it. */
export function addressFaults(address: number, subnet: Subnet): readonly AddressFault[] {
  const { first, last, ranges, routers } = spanOf(subnet)
  const range = spanAround(ranges, address)
  if (first <= address && address <= last && !range && !routers.has(address)) return NO_FAULT
  const faults: AddressFault[] = []
  if (address < first)
    faults.push({ code: 'address-network', message: `is the network address of ${subnet.cidr}` })
  if (address > last)
    faults.push({ code: 'address-broadcast', message: `is the broadcast address of ${subnet.cidr}` })
  if (routers.has(address)) faults.push({ code: 'address-router', message: `is a router of ${subnet.cidr}` })
  if (range) {
    const ends = `${addressOf(range.from)} – ${addressOf(range.to)}`
    faults.push({ code: 'address-in-range', message: `lies in the dynamic range ${ends} of ${subnet.cidr}` })
  }
  return faults
}
