import { expect, test } from 'vitest'
import { formatDate } from '../../../demo/page/app/time.ts'

const noon = new Date(2026, 2, 10, 12)
const daysFromNoon = (days: number) => new Date(2026, 2, 10 + days, 12).getTime() / 1000

test('days close by are called by their names, the first letter a capital', () => {
  const said = (days: number) => formatDate(daysFromNoon(days), '{date_short_pretty}', noon)

  expect([-1, 0, 1].map(said)).toEqual(['Yesterday', 'Today', 'Tomorrow'])
  expect(said(-2)).toBe(formatDate(daysFromNoon(-2), '{date_short}', noon))
})

test('words between the tokens and names that are no token stay as they are', () => {
  expect(formatDate(daysFromNoon(0), 'on {date_num}, {nothing}', noon)).toBe('On 2026-03-10, {nothing}')
})
