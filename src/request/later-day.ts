// Temporal, the standard's own, as a polyfill until Node has it: calendars are not our trade.
import { Temporal } from 'temporal-polyfill'

/**
 * The day so many months after an end, or after today where that lies later: a day that the month does not have is the last that it
 * has.
 */
export function laterDay(end: string, today: string, months: number): string {
  return Temporal.PlainDate.from(end < today ? today : end)
    .add({ months })
    .toString()
}
