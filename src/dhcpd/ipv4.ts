const DOT = 0x2e
const ZERO = 0x30

/**
 * The number of an IPv4 address as dhcpd reads it, from 0 to 2³² − 1; undefined for anything else. Leading zeros are
 * decimal to dhcpd (`10.0.0.010` ends in 10), where many libraries would read them as octal.
 */
export function ipv4Number(text: string): number | undefined {
  let number = 0
  let octet = 0
  let digits = 0
  let dots = 0
  for (let index = 0; index < text.length; index++) {
    const byte = text.charCodeAt(index)
    if (byte === DOT) {
      if (digits === 0 || ++dots > 3) return undefined
      number = number * 256 + octet
      octet = 0
      digits = 0
    } else {
      octet = octet * 10 + byte - ZERO
      if (byte < ZERO || byte > ZERO + 9 || ++digits > 9 || octet > 255) return undefined
    }
  }
  return dots === 3 && digits > 0 ? number * 256 + octet : undefined
}

/** The address of a number from 0 to 2³² − 1. */
export function ipv4Of(number: number): string {
  return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`
}

/** An IPv4 address as dhcpd reads it, in plain decimal; undefined for anything else. */
export function plainIpv4(text: string): string | undefined {
  const number = ipv4Number(text)
  if (number === undefined) return undefined
  return hasLeadingZero(text) ? ipv4Of(number) : text
}

/** The parts of a list that are IPv4 addresses, in plain decimal. */
export function onlyIpv4(values: readonly string[]): string[] {
  return values.map(plainIpv4).filter((address) => address !== undefined)
}

function hasLeadingZero(address: string): boolean {
  let begins = true
  for (let index = 0; index < address.length - 1; index++) {
    const byte = address.charCodeAt(index)
    if (begins && byte === ZERO && address.charCodeAt(index + 1) !== DOT) return true
    begins = byte === DOT
  }
  return false
}
