import { addressesOf } from './any-subnet.ts'
import type { ChangeInput } from './check-change.ts'
import type { Host } from './model.ts'

/** What a form shows of a host, as text. */
export interface HostFields {
  readonly name: string
  /** Its Ethernet address; `''` where it has none. */
  readonly mac: string
  /** All its addresses with commas between. */
  readonly address: string
  readonly comment: string
  /** The id of its owner and the last day on which it is wanted, where its comment says them. */
  readonly owner?: string
  readonly until?: string
}

/** What a host says now. */
export function fieldsOfHost(host: Host): HostFields {
  const { name, hardware, comment = '', tenure } = host
  return {
    name,
    mac: hardware?.type === 'ethernet' ? hardware.address : '',
    address: addressesOf(host).join(', '),
    comment,
    ...(tenure && { owner: tenure.owner }),
    ...(tenure?.end !== undefined && { until: tenure.end }),
  }
}

/**
 * The edit that a filled form asks for: what stands in it as it was shown is kept, whatever the host says by now.
 * @param shown what the form was filled with of the host
 * @param subnet where to move it, CIDR: it takes the next free address there, unless another address was typed
 */
export function editOf(
  shown: HostFields,
  typed: HostFields,
  subnet: string | undefined,
): Extract<ChangeInput, { kind: 'edit' }> {
  const changed = (field: 'name' | 'mac' | 'address' | 'comment') =>
    typed[field].trim() === shown[field].trim() ? undefined : typed[field]
  const address = changed('address')
  return {
    kind: 'edit',
    target: shown.name,
    name: changed('name'),
    mac: changed('mac'),
    address: subnet === undefined ? address : (address ?? 'auto'),
    subnet,
    comment: changed('comment'),
    ...tenureOf(shown, typed),
  }
}

/** An owner who was taken out of the field stays; an end that was taken out is none. */
function tenureOf(
  shown: HostFields,
  typed: HostFields,
): { readonly owner?: string; readonly until?: string } {
  const owner = typed.owner === shown.owner ? undefined : typed.owner
  const until = typed.until === shown.until ? undefined : (typed.until ?? 'never')
  return { ...(owner !== undefined && { owner }), ...(until !== undefined && { until }) }
}
