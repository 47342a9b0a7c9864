/** The longest hardware address that dhcpd holds, in octets. */
const LONGEST = 20

const USUAL = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/

/**
 * A hardware address as dhcpd reads it: octets of one or two hexadecimal digits between colons (man 5 dhcpd.conf).
 * @returns lower case with two-digit octets; undefined for anything else.
 */
export function plainHardware(text: string): string | undefined {
  if (USUAL.test(text)) return text
  const octets = text.toLowerCase().split(':')
  if (octets.length > LONGEST || !octets.every((octet) => /^[0-9a-f]{1,2}$/.test(octet))) return undefined
  return octets.map((octet) => octet.padStart(2, '0')).join(':')
}
