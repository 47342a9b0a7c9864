import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MaintenanceWindow, type Schedule, waitAt } from '../../src/request/schedule.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function schedule(changes: Partial<Schedule> = {}): Schedule {
  return { timeZone: 'Europe/Berlin', windows: [], freezes: [], ...changes }
}

function daily(from: string, to: string, days = EVERY_DAY): MaintenanceWindow {
  return { days, from, to }
}

/** The instant at which a change of this moment may be applied; `now` when it need not wait. */
function free(at: string, changes: Partial<Schedule>): string | undefined {
  const wait = waitAt(schedule(changes), at)
  return wait ? wait.until : 'now'
}

test('without windows and freezes nothing waits', () => {
  expect(waitAt(schedule(), '2026-01-15T12:00:00Z')).toBeUndefined()
})

describe('a window', () => {
  const windows = [daily('06:00', '07:00')]

  test.for([
    ['before it', '2026-01-15T04:59:59Z', '2026-01-15T05:00:00Z'],
    ['at its beginning', '2026-01-15T05:00:00Z', 'now'],
    ['in its last second', '2026-01-15T05:59:59Z', 'now'],
    ['at its end', '2026-01-15T06:00:00Z', '2026-01-16T05:00:00Z'],
    ['in summer, by the clocks of the zone', '2026-07-15T06:00:00Z', '2026-07-16T04:00:00Z'],
  ] as const)('%s', ([_, at, until]) => {
    expect(free(at, { windows })).toBe(until)
  })

  test('over midnight belongs to the day it begins on', () => {
    const friday = { windows: [daily('22:00', '02:00', [5])] }

    expect(free('2026-01-16T22:30:00Z', friday)).toBe('now')
    expect(free('2026-01-17T00:59:00Z', friday)).toBe('now')
    expect(free('2026-01-17T01:00:00Z', friday)).toBe('2026-01-23T21:00:00Z')
    expect(free('2026-01-16T00:30:00Z', friday)).toBe('2026-01-16T21:00:00Z')
  })

  test('to 24:00 lasts until midnight', () => {
    const late = { windows: [daily('23:00', '24:00')] }

    expect(free('2026-01-15T22:59:00Z', late)).toBe('now')
    expect(free('2026-01-15T23:00:00Z', late)).toBe('2026-01-16T22:00:00Z')
  })

  test('whose whole hour the clocks leap over does not open that day', () => {
    const nightly = { windows: [daily('02:00', '03:00')] }

    expect(free('2026-03-29T00:30:00Z', nightly)).toBe('2026-03-30T00:00:00Z')
  })

  test('whose beginning the clocks leap over opens when they have leapt', () => {
    const nightly = { windows: [daily('02:30', '04:00')] }

    expect(free('2026-03-29T00:30:00Z', nightly)).toBe('2026-03-29T01:00:00Z')
  })

  test('in the hour that the clocks show twice is open both times', () => {
    const nightly = { windows: [daily('02:15', '02:30')] }

    expect(free('2026-10-25T00:20:00Z', nightly)).toBe('now')
    expect(free('2026-10-25T00:40:00Z', nightly)).toBe('2026-10-25T01:15:00Z')
    expect(free('2026-10-25T01:20:00Z', nightly)).toBe('now')
  })
})

describe('a freeze', () => {
  const exams = { from: '2026-07-06', to: '2026-07-10', reason: 'exam week' }

  test('lasts from the first day to the end of the last one, by the clocks of the zone, and says why', () => {
    const frozen = schedule({ freezes: [exams] })

    expect(waitAt(frozen, '2026-07-05T21:59:00Z')).toBeUndefined()
    expect(waitAt(frozen, '2026-07-05T22:00:00Z')).toEqual({ freeze: exams, until: '2026-07-10T22:00:00Z' })
    expect(waitAt(frozen, '2026-07-10T21:59:00Z')).toMatchObject({ until: '2026-07-10T22:00:00Z' })
  })

  test('that a window lies in is waited for, then the next window', () => {
    const both = { freezes: [exams], windows: [daily('06:00', '07:00', [2])] }

    expect(free('2026-07-03T12:00:00Z', both)).toBe('2026-07-14T04:00:00Z')
  })

  test('behind another one is waited for too', () => {
    const more = { from: '2026-07-11', to: '2026-07-12', reason: 'the fair' }

    expect(free('2026-07-08T12:00:00Z', { freezes: [more, exams] })).toBe('2026-07-12T22:00:00Z')
  })
})

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Africa/Casablanca',
]
const minutes = fc.nat(24 * 60 - 1)
const windows = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom(...EVERY_DAY), { minLength: 1 }),
    from: minutes,
    length: fc.integer({ min: 1, max: 24 * 60 - 1 }),
  })
  .map(({ days, from, length }) => daily(clockOf(from), clockOf((from + length) % (24 * 60)), days))
const instants = fc
  .integer({ min: Date.UTC(2025, 0) / 60_000, max: Date.UTC(2027, 0) / 60_000 })
  .map((minute) => minute * 60_000)

test('a change may be applied exactly while the clock on the wall shows a time of a window', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.array(windows, { minLength: 1, maxLength: 3 }),
      instants,
      (timeZone, list, at) => {
        const wait = waitAt(schedule({ timeZone, windows: list }), new Date(at).toISOString())

        expect(wait === undefined).toBe(isOpenByTheClock(timeZone, list, at))
      },
    ),
    { numRuns: 300 },
  )
})

test('what people are told is the very first minute at which it may be applied', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), windows, instants, (timeZone, window, at) => {
      const wait = waitAt(schedule({ timeZone, windows: [window] }), new Date(at).toISOString())

      if (wait) {
        const until = Date.parse(wait.until ?? '')
        expect(isOpenByTheClock(timeZone, [window], until)).toBe(true)
        expect(firstOpenMinute(timeZone, window, Math.max(at, until - 3 * 3_600_000))).toBe(until)
      }
    }),
    { numRuns: 200 },
  )
})

function firstOpenMinute(timeZone: string, window: MaintenanceWindow, from: number): number {
  let minute = from
  while (!isOpenByTheClock(timeZone, [window], minute)) minute += 60_000
  return minute
}

/** The same rule worked out in another way: by what the platform's own clock of the zone shows. */
function isOpenByTheClock(timeZone: string, list: readonly MaintenanceWindow[], at: number): boolean {
  const shown = clock(timeZone).formatToParts(at)
  const part = (type: string) => shown.find((candidate) => candidate.type === type)?.value ?? ''
  const today = WEEKDAYS.indexOf(part('weekday')) + 1
  const now = Number(part('hour')) * 60 + Number(part('minute'))
  return list.some(({ days, from, to }) => {
    const [begins, ends] = [minutesOf(from), minutesOf(to)]
    if (begins < ends) return days.includes(today) && begins <= now && now < ends
    const yesterday = ((today + 5) % 7) + 1
    return now >= begins ? days.includes(today) : now < ends && days.includes(yesterday)
  })
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clock(timeZone: string): Intl.DateTimeFormat {
  const options = {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const
  const known = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', options)
  clocks.set(timeZone, known)
  return known
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function minutesOf(time: string): number {
  const [hours = '', rest = ''] = time.split(':')
  return Number(hours) * 60 + Number(rest)
}
