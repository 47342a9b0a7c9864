import fc from 'fast-check'
import { type ByteString, toByteString } from '../../src/dhcpd/source.ts'

/** Any bytes, with those that the tokenizer minds coming up often. */
export function anyBytes(): fc.Arbitrary<ByteString> {
  const telling = fc.constantFrom(
    ...'{};#"\\\n\r\t ,=()\0\u00ff\u00ef\u00bb\u00bfa0:.',
    'host ',
    'key ',
    'include "a";',
  )
  const byte = fc.integer({ min: 0, max: 255 }).map((code) => toByteString(Uint8Array.of(code)))
  return fc.array(fc.oneof(telling, telling, byte), { maxLength: 60 }).map((parts) => parts.join(''))
}
