import { expect, test } from 'vitest'
import { coverageRow, timeRow } from '../../bench/beside-others.ts'
import type { Reader } from '../../bench/readers.ts'

/** A reader that does what a shell script says, with the file as `$1`. */
function readerDoing(script: string, ours = false): Reader {
  return {
    name: 'reader',
    ours,
    command: '/bin/sh',
    words: (file) => ['-c', script, 'reader', file],
    hostsIn: (output) => (output === '' ? undefined : Number(output)),
  }
}

const FILES = ['good-1', 'good-2', 'bad'].map((path) => ({ path, family: 4 as const }))
const TAKES_GOOD = 'case $1 in good*) echo 0 ;; *) exit 1 ;; esac'

test('a reader that finds every host gets its time', () => {
  const row = timeRow(readerDoing('echo 2000'), 'file', 2_000)

  expect(row).toMatchObject({ name: 'reader, 2,000 hosts', unit: 'ms', goal: undefined, met: true })
  expect(row.value).toBeGreaterThan(0)
})

test.each([
  ['finds fewer', 'echo 7', 'reads 7 of 9 hosts'],
  ['says that it read nothing', ':', 'reads 0 of 9 hosts'],
  ['fails, whatever it printed', 'echo 9; exit 1', 'reads 0 of 9 hosts'],
])('a reader that %s gets no time', (_, script, unit) => {
  expect(timeRow(readerDoing(script), 'file', 9)).toMatchObject({ value: undefined, unit, met: true })
})

test('ours misses its goal when it does not find every host', () => {
  expect(timeRow(readerDoing('echo 7', true), 'file', 9)).toMatchObject({ goal: 'all', met: false })
})

test('files that a reader takes are counted, those without a host too', () => {
  expect(coverageRow(readerDoing(TAKES_GOOD), 'files', FILES)).toEqual({
    name: 'files read by reader',
    value: 2,
    unit: 'of 3 files',
    goal: undefined,
    met: true,
  })
})

test('ours must take every file', () => {
  expect(coverageRow(readerDoing(TAKES_GOOD, true), 'files', FILES)).toMatchObject({
    goal: '≥ 3',
    met: false,
  })
  expect(coverageRow(readerDoing('echo 1', true), 'files', FILES)).toMatchObject({ met: true })
})

test('a program that is not there is named as such, also where only a part of it is missing', () => {
  const absent = { ...readerDoing(''), command: '/nowhere/reader' }

  expect(timeRow(absent, 'file', 1)).toMatchObject({ value: undefined, unit: 'not installed' })
  expect(coverageRow(readerDoing('exit 127'), 'files', FILES)).toMatchObject({ unit: 'not installed' })
})
