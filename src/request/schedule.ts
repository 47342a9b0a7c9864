// Temporal, the standard's own, as a polyfill until Node has it: daylight-saving time is not our trade.
import { Temporal } from 'temporal-polyfill'

/** When the changes of a server may be applied. Without windows that is at any time. */
export interface Schedule {
  /** IANA name of the zone whose clocks and calendar the rest is read by. */
  readonly timeZone: string
  readonly windows: readonly MaintenanceWindow[]
  readonly freezes: readonly Freeze[]
}

/**
 * A time of day, every week, during which changes are applied: while a clock on the wall shows at least `from` and less
 * than `to` (`HH:MM`). Where `to` is not later than `from`, it reaches over midnight and belongs to the day it begins on.
 */
export interface MaintenanceWindow {
  /** ISO weekdays: 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

/** Days during which nothing is applied, both included. */
export interface Freeze {
  /** `YYYY-MM-DD`. */
  readonly from: string
  readonly to: string
  readonly reason: string
}

/** Why a change has to wait, and the ISO instant at which it may be applied; undefined where that is too far ahead. */
export interface Wait {
  readonly freeze: Freeze | undefined
  readonly until: string | undefined
}

/** How far ahead an opening is looked for, in days: every window comes within two weeks, whatever the clocks do. */
const FORTNIGHT = 15
/** A freeze, then a window, then another freeze, …: beyond so many nobody plans. */
const MOST_STEPS = 100

/** Whether a change has to wait at an ISO instant; undefined when it may be applied now. */
export function waitAt(schedule: Schedule, at: string): Wait | undefined {
  const now = Temporal.Instant.from(at).toZonedDateTimeISO(schedule.timeZone)
  const freeze = freezeAt(schedule.freezes, now)
  if (!freeze && isOpen(schedule.windows, now)) return undefined
  return { freeze, until: firstFree(schedule, now)?.toInstant().toString() }
}

/** The first moment, not before this one, that lies in a window and in no freeze. */
function firstFree(
  { windows, freezes }: Schedule,
  from: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime | undefined {
  let moment = from
  for (let step = 0; step < MOST_STEPS; step++) {
    const freeze = freezeAt(freezes, moment)
    if (!freeze && isOpen(windows, moment)) return moment
    const next = freeze ? dayAfter(freeze, moment.timeZoneId) : nextOpening(windows, moment)
    if (!next) return undefined
    moment = next
  }
  return undefined
}

function freezeAt(freezes: readonly Freeze[], moment: Temporal.ZonedDateTime): Freeze | undefined {
  const today = moment.toPlainDate().toString()
  return freezes.find(({ from, to }) => from <= today && today <= to)
}

function dayAfter({ to }: Freeze, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(to).add({ days: 1 }).toZonedDateTime(timeZone)
}

/** What the clock on the wall shows decides, whether it shows an hour twice or never. */
function isOpen(windows: readonly MaintenanceWindow[], moment: Temporal.ZonedDateTime): boolean {
  if (windows.length === 0) return true
  const clock = moment.toPlainTime().toString({ smallestUnit: 'minute' })
  const today = moment.dayOfWeek
  const yesterday = today === 1 ? 7 : today - 1
  return windows.some(({ days, from, to }) => {
    if (from < to) return days.includes(today) && from <= clock && clock < to
    return (days.includes(today) && from <= clock) || (days.includes(yesterday) && clock < to)
  })
}

/** A window opens when the clock comes to its beginning, or is set forward over it. */
function nextOpening(
  windows: readonly MaintenanceWindow[],
  moment: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime | undefined {
  const days = Array.from({ length: FORTNIGHT }, (_, day) => moment.toPlainDate().add({ days: day }))
  const beginnings = days.flatMap((day) => windows.flatMap(({ from }) => momentsOf(day, from, moment)))
  const clockChange = moment.getTimeZoneTransition('next')
  return [...beginnings, ...(clockChange ? [clockChange] : [])]
    .filter((beginning) => Temporal.ZonedDateTime.compare(beginning, moment) > 0)
    .toSorted(Temporal.ZonedDateTime.compare)
    .find((beginning) => isOpen(windows, beginning))
}

/** The moments at which the clock shows this time on this day: usually one, two where an hour is repeated. */
function momentsOf(
  day: Temporal.PlainDate,
  time: string,
  { timeZoneId }: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime[] {
  const shown = day.toPlainDateTime(Temporal.PlainTime.from(time))
  return [
    shown.toZonedDateTime(timeZoneId, { disambiguation: 'earlier' }),
    shown.toZonedDateTime(timeZoneId, { disambiguation: 'later' }),
  ]
}
