import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateConfiguration } from './generate.ts'
import { atLeast, atMost, beside, median, type Row, timeOf } from './measure.ts'
import type { Reading } from './reading.ts'

const HERE = import.meta.dirname
const LEASEHOLD = join(HERE, '../bin/leasehold')
const RUNS = 5
/** As bin/leasehold sets it. */
const NURSERY = '--max-semi-space-size=16'

/** Reading, indexing and checking large configurations, beside dhcpd itself. Takes about two minutes. */
export function benchParse(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-bench-'))
  try {
    return measureAll(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function measureAll(folder: string): Row[] {
  const small = fileWith(folder, 10_000)
  const usual = fileWith(folder, 100_000)
  const large = fileWith(folder, 1_000_000)
  const check = (file: string) => timeOf(LEASEHOLD, 'check', file)
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
    beside('leasehold check, 10,000 hosts', check(small), 'ms'),
    other('augtool, 10,000 hosts', 'augtool', ...augtoolWords(small)),
    other('pyparsing, 10,000 hosts', 'python3', join(HERE, 'pyparsing-dhcpd.py'), small),
  ]
}

function fileWith(folder: string, hosts: number): string {
  const path = join(folder, `${hosts}.conf`)
  writeFileSync(path, generateConfiguration(hosts))
  return path
}

/** What only the inside of a process can tell, from one of its own, so that nothing is warm. */
function readingOf(file: string): Reading {
  const { stdout, stderr } = spawnSync(process.execPath, [NURSERY, join(HERE, 'reading.ts'), file], {
    encoding: 'utf8',
  })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

function augtoolWords(file: string): string[] {
  return ['--noautoload', '--transform', `Dhcpd.lns incl ${file}`, 'match', `/files${file}/subnet/host`]
}

/** Another program on the same file; one that is not there is named as such. */
function other(name: string, command: string, ...words: readonly string[]): Row {
  try {
    return beside(name, timeOf(command, ...words), 'ms')
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const absent = /ENOENT|No module named/.test(message)
    return beside(name, undefined, absent ? 'not installed' : `failed: ${message.slice(0, 60)}`)
  }
}
