import { looseNumber } from './numbers.ts'
import type { Reader } from './reader.ts'

/**
 * Reads a date up to its `;`: `never`, `epoch SECONDS`, or `WEEKDAY YEAR/MONTH/DAY HOUR:MINUTE:SECOND [OFFSET]`.
 * @returns whether it is a moment after 1970 began; dhcpd takes that moment for no date
 */
export function readDate(reader: Reader): boolean {
  if (reader.take('never')) return true
  if (reader.take('epoch')) return looseNumber(reader.expectNumber('seconds since 1970').text) !== 0
  reader.expectNumber('a date: a weekday as a number, then `YEAR/MONTH/DAY HOUR:MINUTE:SECOND`')
  reader.expectNumber('a year')
  reader.expect('/')
  reader.expectNumber('a month')
  reader.expect('/')
  reader.expectNumber('a day')
  reader.expectNumber('an hour')
  reader.expect(':')
  reader.expectNumber('a minute')
  reader.expect(':')
  reader.expectNumber('a second')
  reader.take('NUMBER')
  return true
}
