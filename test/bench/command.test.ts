import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Benches, benchCommand } from '../../bench/command.ts'
import { atMost } from '../../bench/measure.ts'

const BENCHES: Benches = {
  quick: async () => [atMost('quick', 1, 'ms', 2)],
  slow: async () => [atMost('slow', 3, 'ms', 2), atMost('slower', 1, 'ms', 2)],
  broken: () => Promise.reject(new Error('dhcpd is not installed')),
}

async function benched(...words: string[]) {
  const said = { out: '', err: '' }
  const code = await benchCommand(words, BENCHES, {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
  })
  return { code, ...said }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-bench-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('a bench that meets its goals is printed, and nothing else is measured', async () => {
  expect(await benched('quick')).toEqual({ code: 0, out: 'quick  1  ms  ≤ 2  met\n', err: '' })
})

test('one missed goal gives 1', async () => {
  expect(await benched('slow')).toMatchObject({ code: 1, err: '' })
})

test('without a name all are measured, and a missed goal of any gives 1', async () => {
  const { code, out } = await benched()

  expect(code).toBe(1)
  expect(out).toMatch(/^quick .*\nslow .*\nslower .*\n$/)
})

test('a bench that cannot be measured gives 1 and says why, and the others are measured still', async () => {
  expect(await benched('broken', 'quick')).toEqual({
    code: 1,
    out: 'quick  1  ms  ≤ 2  met\n',
    err: 'bench: broken could not be measured: dhcpd is not installed\n',
  })
})

test('the JSON file holds the rows of every bench asked for', async () => {
  const file = join(temporaryFolder(), 'rows.json')

  const { code } = await benched('slow', 'quick', '--json', file)

  expect(code).toBe(1)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject([
    { name: 'slow', met: false },
    { name: 'slower', met: true },
    { name: 'quick', value: 1, unit: 'ms', goal: '≤ 2', met: true },
  ])
})

test.each([
  [['--requests', '500'], 500],
  [[], undefined],
])('a bench is told how many requests are wanted: %j', async (words, requests) => {
  const wanted: unknown[] = []
  const benches: Benches = {
    flood: async ({ requests: number }) => {
      wanted.push(number)
      return []
    },
  }

  await benchCommand(['flood', ...words], benches, { out: () => {}, err: () => {} })

  expect(wanted).toEqual([requests])
})

test.each([
  ['an unknown bench', ['quick', 'nonsense'], 'there is no bench "nonsense"; there are: quick, slow, broken'],
  ['a name that objects have anyway', ['constructor'], 'there is no bench "constructor"'],
  ['an unknown option', ['--jsn', 'x'], "Unknown option '--jsn'\n"],
  ['an option without its file', ['--json'], "'--json <value>' argument missing"],
  ['a number that is none', ['--requests', '1e4'], '--requests: expected a number, got "1e4"'],
  ['a file that cannot be written', ['--json', '/nowhere/rows.json'], '--json: ENOENT'],
])('%s is a usage error, said before anything is measured', async (_, words, why) => {
  const { code, out, err } = await benched(...words)

  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(why)
  expect(err).toMatch(/^bench: .*\nusage: npm run bench -- \[NAME…\] \[--requests N\] \[--json FILE\]\n$/)
})
