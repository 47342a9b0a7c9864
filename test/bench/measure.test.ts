import { expect, test } from 'vitest'
import { percentile } from '../../bench/measure.ts'

const HUNDRED = Array.from({ length: 100 }, (_, index) => 100 - index)

test.each([
  [HUNDRED, 50, 50],
  [HUNDRED, 99, 99],
  [HUNDRED, 100, 100],
  [[3, 1, 2], 50, 2],
  [[3, 1, 2], 99, 3],
  [[7], 1, 7],
  [[], 99, Number.NaN],
])('a percentile is the least value that so many percent do not exceed', (values, percent, expected) => {
  expect(percentile(values, percent)).toBe(expected)
})
