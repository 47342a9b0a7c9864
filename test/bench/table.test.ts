import { expect, test } from 'vitest'
import { atLeast, atMost, beside } from '../../bench/measure.ts'
import { jsonOf, tableOf } from '../../bench/table.ts'

test('a goal is met at its very bound, and missed beyond it', () => {
  expect(atMost('time', 12, 'ms', 12)).toMatchObject({ goal: '≤ 12', met: true })
  expect(atMost('time', 12.1, 'ms', 12)).toMatchObject({ met: false })
  expect(atLeast('speed', 60, 'MB/s', 60)).toMatchObject({ goal: '≥ 60', met: true })
  expect(atLeast('speed', 59.9, 'MB/s', 60)).toMatchObject({ met: false })
})

test('what stands beside to be compared has no goal to miss', () => {
  expect(beside('dhcpd -t', 1360, 'ms')).toMatchObject({ goal: undefined, met: true })
})

test('the table has a line a row, in columns, and says which goals are missed', () => {
  const table = tableOf([
    beside('another', undefined, 'not installed'),
    atMost('time', 0.5, 's', 0.4),
    atLeast('speed', 70, 'MB/s', 60),
  ])

  expect(table.split('\n')).toEqual([
    'another       not installed',
    'time     0.5  s              ≤ 0.4  MISSED',
    'speed    70   MB/s           ≥ 60   met',
    '',
  ])
})

test('details stand below the table, each with the name of its row', () => {
  const table = tableOf([{ ...beside('a', 1, 'ms'), detail: '  a plan' }, beside('b', 2, 'ms')])

  expect(table).toBe('a  1  ms\nb  2  ms\n\na:\n  a plan\n')
})

test.each([
  [0.012345, '0.0123'],
  [39, '39'],
  [99.96, '100'],
  [1359.6, '1360'],
  [123_456.7, '123457'],
])('of %d the table shows %s', (value, shown) => {
  expect(tableOf([beside('a', value, 'ms')])).toBe(`a  ${shown}  ms\n`)
})

test('in JSON every row has its name, value, unit, goal and whether it is met', () => {
  const rows = [atMost('time', 1.23456, 's', 2), beside('another', undefined, 'not installed')]

  expect(JSON.parse(jsonOf(rows))).toEqual([
    { name: 'time', value: 1.23456, unit: 's', goal: '≤ 2', met: true },
    { name: 'another', value: null, unit: 'not installed', goal: null, met: true },
  ])
})
