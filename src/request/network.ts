// ipaddr.js: reads and compares addresses of both families; the strict front is ours.
import ipaddr from 'ipaddr.js'

const DECIMAL = /^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}$/

/** Whether a text is a network as `10.20.0.0/16` or `2001:db8::/32`, no bit set behind its length. */
export function isNetwork(text: string): boolean {
  const [address = '', length = '', ...more] = text.split('/')
  if (more.length > 0 || !/^(0|[1-9][0-9]{0,2})$/.test(length) || parse(address) === undefined) return false
  if (!ipaddr.isValidCIDR(text)) return false
  const family = address.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4
  return family.networkAddressFromCIDR(text).toString() === ipaddr.parse(address).toString()
}

/** Whether an address lies in a network. A DNS name in the place of an address lies in none. */
export function isInNetwork(address: string, network: string): boolean {
  const parsed = parse(address)
  const [base, length] = ipaddr.parseCIDR(network)
  return parsed !== undefined && parsed.kind() === base.kind() && parsed.match(base, length)
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const isPlain = address.includes(':') ? !address.includes('%') : DECIMAL.test(address)
  return isPlain && ipaddr.isValid(address) ? ipaddr.parse(address) : undefined
}
