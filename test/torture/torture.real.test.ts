import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { allCases } from './all.ts'
import { type Bed, startBed } from './bed.ts'
import type { Case } from './case.ts'
import { type Run, runCases } from './matrix.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'ip', 'flock', 'python3')

/** These wait for the helper's own limit of a minute; `npm run torture` has them too. */
const SLOW = /hangs/
/** Cases of each fault, spread over its steps; all others are in `npm run torture`. */
const SAMPLE = 2

describe.skipIf(machine.skip)('a sample of each fault', () => {
  let beds: readonly Bed[] = []
  beforeAll(async () => {
    beds = await Promise.all([startBed(), startBed(), startBed()])
  })
  afterAll(async () => {
    for (const bed of beds) await bed.close()
  })

  // SAFETY F, D, C
  test('leaves complete files, a dhcpd that runs with them, nothing else, and one true outcome', async () => {
    const [first] = beds
    const cases = first ? await allCases(first, 1) : []
    const chosen = sampleOf(cases)
    const runs: Run[] = []

    await runCases(
      beds,
      () => chosen.shift(),
      (run) => runs.push(run),
    )

    expect(runs.flatMap(({ violation }) => violation ?? [])).toEqual([])
    expect(new Set(runs.map(({ fault }) => fault)).size).toBeGreaterThan(25)
  })
})

/** The same ones each time. */
function sampleOf(cases: readonly Case[]): Case[] {
  const quick = cases.filter(({ name }) => !SLOW.test(name))
  return [...Map.groupBy(quick, ({ fault }) => fault).values()].flatMap((own) =>
    Array.from({ length: Math.min(SAMPLE, own.length) }, (_, part) => {
      const one = own[Math.floor(((part + 0.5) * own.length) / SAMPLE)]
      return one ? [one] : []
    }).flat(),
  )
}
