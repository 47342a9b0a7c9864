import { readHexList } from './numbers.ts'
import type { Reader } from './reader.ts'

const HARDWARE_TYPES: ReadonlySet<string> = new Set(['ethernet', 'token-ring', 'fddi'])

/** Reads what stands behind `server-duid` (RFC 8415, 11; man 5 dhcpd.conf). */
export function readServerDuid(reader: Reader): void {
  const type = reader.next()
  switch (type.type) {
    case 'en':
      reader.expectNumber('an enterprise number')
      reader.expectString('an identifier')
      break
    case 'NUMBER':
      reader.expectString('an identifier')
      break
    case 'll':
    case 'llt':
      if (reader.peek().type !== ';') readLinkLayer(reader, type.type === 'llt')
      break
    default:
      reader.unexpected(type, '`llt`, `ll`, `en` or a number')
  }
  reader.semicolon()
}

function readLinkLayer(reader: Reader, withTime: boolean): void {
  const hardware = reader.next()
  if (!HARDWARE_TYPES.has(hardware.type)) {
    reader.unexpected(hardware, `one of ${[...HARDWARE_TYPES].join(', ')}`)
  }
  if (withTime) reader.expectNumber('a time in seconds')
  readHexList(reader)
}
