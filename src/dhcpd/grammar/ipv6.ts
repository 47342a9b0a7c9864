/** The 128 bits of an IPv6 address in one of its written forms (RFC 4291, 2.2; `inet_pton`); undefined for others. */
export function ipv6Value(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return undefined
  const left = groupsOf(head, tail === undefined)
  const right = groupsOf(tail ?? '', true)
  if (!left || !right) return undefined
  const missing = 8 - left.length - right.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...left, ...Array.from({ length: missing }, () => 0), ...right]
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n)
}

/** The 16-bit groups of a part of an address; at its end an IPv4 address may stand for two. */
function groupsOf(part: string, atEnd: boolean): number[] | undefined {
  if (part === '') return []
  const groups: number[] = []
  const words = part.split(':')
  for (const [index, word] of words.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(word)) groups.push(Number.parseInt(word, 16))
    else {
      const halves = atEnd && index === words.length - 1 ? ipv4Halves(word) : undefined
      if (!halves) return undefined
      groups.push(...halves)
    }
  }
  return groups
}

/** Decimal numbers without a leading zero. */
function ipv4Halves(word: string): [number, number] | undefined {
  const octets = word.split('.')
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet))) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = octets.map(Number)
  return Math.max(a, b, c, d) > 255 ? undefined : [a * 256 + b, c * 256 + d]
}
