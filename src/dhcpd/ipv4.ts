/**
 * An IPv4 address as dhcpd reads it, in plain decimal; undefined for anything else. Leading zeros are decimal to
 * dhcpd (`10.0.0.010` ends in 10), where many libraries would read them as octal.
 */
export function plainIpv4(text: string): string | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  const octets = parts.map((part) => (/^[0-9]{1,9}$/.test(part) ? Number(part) : Number.NaN))
  return octets.every((octet) => octet <= 255) ? octets.join('.') : undefined
}

/** The parts of a list that are IPv4 addresses, in plain decimal. */
export function onlyIpv4(values: readonly string[]): string[] {
  return values.map(plainIpv4).filter((address) => address !== undefined)
}
