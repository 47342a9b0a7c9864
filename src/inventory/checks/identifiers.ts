import type { Host } from '../model.ts'

const NONE: readonly never[] = []

/** What a host is found by beside its hardware, as the beginning of a sentence; two that are the same read the same. */
export function identifiersOf({ uid, identifiers }: Host): readonly string[] {
  if (uid === undefined && identifiers.length === 0) return NONE
  const others = identifiers.map(({ option, value }) => `The ${option} ${plainOctets(value)}`)
  return uid === undefined ? others : [`The uid ${plainOctets(uid)}`, ...others]
}

/** The MAC in a client identifier of hardware type 1 and six octets (RFC 2132, 9.14); undefined in any other. */
export function macOfUid(uid: string): string | undefined {
  return /^01((?::[0-9a-f]{2}){6})$/.exec(plainOctets(uid))?.[1]?.slice(1)
}

/** Octets in lower case with two digits each; a string in quotes as it is. */
function plainOctets(value: string): string {
  if (value.startsWith('"')) return value
  return value
    .toLowerCase()
    .split(':')
    .map((octet) => octet.padStart(2, '0'))
    .join(':')
}
