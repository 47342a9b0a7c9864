import { readDate } from './dates.ts'
import { expectClass } from './executables.ts'
import type { Reader } from './reader.ts'

/** What a pool's permissions have said so far. */
export interface Permits {
  hasDate: boolean
}

/** Reads what stands behind `allow` or `deny` in a pool. */
export function readPermit(reader: Reader, permits: Permits): void {
  const who = reader.next()
  switch (who.type) {
    case 'known-clients':
    case 'unknown-clients':
      break
    case 'known':
    case 'unknown':
    case 'authenticated':
    case 'unauthenticated':
    case 'all':
      reader.expect('clients')
      break
    case 'dynamic':
      reader.expect('bootp')
      reader.expect('clients')
      break
    case 'members':
      reader.expect('of')
      expectClass(reader)
      break
    case 'after':
      if (permits.hasDate) reader.refuse('duplicate-statement', who, 'this pool has an `after` already')
      permits.hasDate = readDate(reader)
      break
    default:
      reader.unexpected(who, 'who is meant: `known clients`, `members of "CLASS"`, `after DATE`, …')
  }
  reader.semicolon()
}
