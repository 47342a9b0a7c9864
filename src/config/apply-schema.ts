import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { map, text, wholeNumber } from './schema-parts.ts'

/** Their order is that of ISO weekdays, which begin with 1. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const clock = 'a time of day, HH:MM'
const weekdays = `a list of weekdays: ${WEEKDAYS.join(', ')}`

const maintenanceWindow = map('a map with the keys from and to', {
  days: z
    .array(z.enum(WEEKDAYS, `one of ${WEEKDAYS.join(', ')}`), weekdays)
    .min(1, weekdays)
    .default([...WEEKDAYS]),
  from: text(/^([01]\d|2[0-3]):[0-5]\d$/, clock),
  to: text(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, clock),
}).refine(({ from, to }) => from !== to, { path: ['to'], error: 'another time than from' })

const day = z.string('a date, YYYY-MM-DD').refine(isDate, 'a date, YYYY-MM-DD')

const freeze = map('a map with the keys from, to and reason', {
  from: day,
  to: day,
  reason: text(/\S/, 'what people who wait are told, such as exam week'),
}).refine(({ from, to }) => from <= to, { path: ['to'], error: 'a day that is not before from' })

const zone = 'the name of a time zone such as Europe/Berlin'

/** When changes are applied: the key `apply` of a server. */
export const applySchema = map('a map with the keys timeZone, windows, freezes and restartFloorSeconds', {
  timeZone: z.string(zone).refine(isTimeZone, zone).optional(),
  windows: z.array(maintenanceWindow, 'a list of maintenance windows').default([]),
  freezes: z.array(freeze, 'a list of freezes').default([]),
  // systemd refuses the sixth start within ten seconds, and a start that fails is followed by that of the old file.
  restartFloorSeconds: wholeNumber(0, 3_600, 'a number of seconds, 0 to 3600').default(5),
}).refine(
  ({ timeZone, windows, freezes }) => timeZone !== undefined || windows.length + freezes.length === 0,
  { path: ['timeZone'], error: `${zone}, in which the windows and freezes are meant` },
)

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  return succeeds(() => Temporal.PlainDate.from(value))
}

function isTimeZone(name: string): boolean {
  return succeeds(() => new Intl.DateTimeFormat('en', { timeZone: name }))
}

function succeeds(act: () => unknown): boolean {
  try {
    act()
    return true
  } catch {
    return false
  }
}
