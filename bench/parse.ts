import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installInto } from '../scripts/bundle.ts'
import { timeRow } from './beside-others.ts'
import { generateConfiguration } from './generate.ts'
import { iscTestRows } from './isc-tests.ts'
import { atLeast, atMost, beside, median, type Row, timeOf } from './measure.ts'
import { augtool, leaseholdCheck, pyparsing } from './readers.ts'
import type { Reading } from './reading.ts'

const HERE = import.meta.dirname
const RUNS = 5
/** As bin/leasehold sets them. */
const NURSERY = ['--min-semi-space-size=8', '--max-semi-space-size=8']
const LARGE = 4_294_967_296
const TUNABLES = `glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=${LARGE}:glibc.malloc.trim_threshold=${LARGE}`

/** Reading, indexing and checking large configurations, beside dhcpd itself. Takes about two minutes. */
export async function benchParse(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-bench-'))
  try {
    return await measureAll(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measureAll(folder: string): Promise<Row[]> {
  const small = fileWith(folder, 10_000)
  const usual = fileWith(folder, 100_000)
  const large = fileWith(folder, 1_000_000)
  const program = await installInto(join(folder, 'installed'))
  const check = (file: string) => timeOf(program, 'check', file)
  check(small) // The first run after an installation fills Node's cache of compiled code.
  // One after the other, so that whatever else the machine does slows both.
  const pairs = Array.from({ length: RUNS }, () => ({
    ours: check(usual),
    theirs: timeOf('dhcpd', '-t', '-cf', usual),
  }))
  const ours = median(pairs.map((pair) => pair.ours))
  const reading = readingOf(usual)
  return [
    beside('dhcpd -t, 100,000 hosts', median(pairs.map(({ theirs }) => theirs)), 'ms'),
    beside('leasehold check, 100,000 hosts, start included', ours, 'ms'),
    atMost('… of the time of dhcpd -t', median(pairs.map((pair) => pair.ours / pair.theirs)), 'times', 0.4),
    atMost('… of its time, 1,000,000 hosts', check(large) / ours, 'times', 12),
    atMost('memory at most', reading.megabytes, 'MB', 300),
    atLeast('parsing alone', reading.parseMegabytesPerSecond, 'MB/s', 60),
    atMost('look-up', reading.lookUpMicroseconds, 'µs', 10),
    atMost('next free address', reading.nextFreeMilliseconds, 'ms', 1),
    atMost('planning again after an edit', reading.replanMilliseconds, 'ms', 20),
    timeRow(leaseholdCheck(program), small, 10_000),
    timeRow(augtool, small, 10_000),
    timeRow(pyparsing, small, 10_000),
    ...(await iscTestRows(folder, program)),
  ]
}

function fileWith(folder: string, hosts: number): string {
  const path = join(folder, `${hosts}.conf`)
  writeFileSync(path, generateConfiguration(hosts))
  return path
}

/** What only the inside of a process can tell, from one of its own, so that nothing is warm. */
function readingOf(file: string): Reading {
  const { stdout, stderr } = spawnSync(process.execPath, [...NURSERY, join(HERE, 'reading.ts'), file], {
    encoding: 'utf8',
    env: { ...process.env, GLIBC_TUNABLES: TUNABLES },
  })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}
