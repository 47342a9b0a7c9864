import { expect, onTestFinished, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { allCases } from './all.ts'
import { startBeds } from './bed.ts'
import type { Case } from './case.ts'
import { type Run, runCases } from './matrix.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'ip', 'flock', 'python3')

/** These wait for the helper's own limit of a minute; `npm run torture` has them too. */
const SLOW = /hangs/

// SAFETY F, D, C
test.skipIf(machine.skip)(
  'a fault of each kind leaves complete files, a dhcpd that runs with them, nothing else, and one true outcome',
  async () => {
    const beds = await startBeds()
    onTestFinished(async () => {
      for (const bed of beds) await bed.close()
    })
    const chosen = sampleOf(await allCases(beds, 1))
    const runs: Run[] = []

    await runCases(
      beds,
      () => chosen.shift(),
      (run) => runs.push(run),
    )

    expect(runs.flatMap(({ violation }) => violation ?? [])).toEqual([])
    expect(new Set(runs.map(({ fault }) => fault)).size).toBeGreaterThan(25)
  },
)
/** The same ones each time: of each fault the one in the middle. */
function sampleOf(cases: readonly Case[]): Case[] {
  const quick = cases.filter(({ name }) => !SLOW.test(name))
  return [...Map.groupBy(quick, ({ fault }) => fault).values()].flatMap((own) => own[own.length >> 1] ?? [])
}
