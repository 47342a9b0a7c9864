import { plainIpv6 } from './address6.ts'
import type { CheckContext } from './check-add.ts'
import { checkAddress, checkTypedAddress } from './check-address.ts'
import type { EditInput } from './check-edit.ts'
import type { Checked } from './check-name.ts'
import { CHECKS } from './checks/registry.ts'
import type { Finding } from './finding.ts'
import { parseMac } from './mac.ts'
import type { Host } from './model.ts'
import { finding } from './said.ts'

/** What is found about a list of addresses. */
export interface CheckedAddresses {
  /** In plain notation; undefined where the form of one is wrong, or there is none to take. */
  readonly values: readonly string[] | undefined
  readonly findings: readonly Finding[]
}

/**
 * Checks the list of all addresses that a host is to have. One that it has already is not judged anew.
 * @param list addresses with commas between, each typed or `auto`
 */
export function checkAddresses(
  list: string,
  input: EditInput,
  host: Host,
  context: CheckContext,
): CheckedAddresses {
  const before = ownAddresses(host, context)
  const parts = list.split(',').map((part) => plainIpv6(part.trim()) ?? part.trim())
  const held = (address: string) => ({ host: host.name, address, by: 'this change' })
  // What the list names is not free for an `auto` in it, and two of those are two addresses.
  const reserved = [...context.reserved, ...parts.filter((part) => before.includes(part)).map(held)]
  const values: string[] = []
  const findings = familyFindings(host, context)
  for (const address of parts) {
    const checked = checkListed(address, values, before, () =>
      checkNew(address, input, host, { ...context, reserved }),
    )
    findings.push(...checked.findings)
    if (checked.value === undefined) continue
    values.push(checked.value)
    reserved.push(held(checked.value))
  }
  if (values.length < parts.length) return { values: undefined, findings }
  return { values, findings: [...findings, ...fewerFindings(before, values, host)] }
}

/** One of the list: not twice, and judged only where it is new. */
function checkListed(
  address: string,
  listed: readonly string[],
  before: readonly string[],
  check: () => Checked,
): Checked {
  if (listed.includes(address)) return { value: undefined, findings: [listedTwice(address)] }
  return before.includes(address) ? { value: address, findings: [] } : check()
}

export function listedTwice(address: string): Finding {
  const { advice } = CHECKS['address-twice']
  return finding('address', 'address-twice', `${address} is listed twice.`, advice)
}

function ownAddresses({ addresses, addresses6 }: Host, { family }: CheckContext): readonly string[] {
  return family === 6 ? addresses6.map((text) => plainIpv6(text) ?? text) : addresses
}

/** dhcpd takes one of `fixed-address` and `fixed-address6` in a host. */
function familyFindings(host: Host, { family }: CheckContext): Finding[] {
  const [others, name] = family === 6 ? [host.addresses, 'IPv4'] : [host.addresses6, 'IPv6']
  if (others.length === 0) return []
  const message = `${host.name} has the ${name} address ${others.join(', ')}, and a host holds addresses of one family only.`
  return [finding('address', 'address-family', message, CHECKS['address-family'].advice)]
}

function checkNew(address: string, { mac, subnet }: EditInput, host: Host, context: CheckContext): Checked {
  const parsed = parseMac(mac ?? host.hardware?.address ?? '')
  const known = parsed.ok ? parsed.value : undefined
  // In a list a gap is a slip and no wish for the next free one.
  if (address === '') return checkTypedAddress(address, known, context)
  return checkAddress({ name: host.name, mac: '', address, subnet, comment: '' }, known, context)
}

function fewerFindings(before: readonly string[], values: readonly string[], { name }: Host): Finding[] {
  if (values.length >= before.length) return []
  const message = `${name} has ${before.join(', ')} and would have ${values.join(', ')} only.`
  return [finding('address', 'addresses-fewer', message, CHECKS['addresses-fewer'].advice)]
}
