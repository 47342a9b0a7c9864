import type { Beds } from './bed.ts'
import { botCases } from './bot.ts'
import { callCases } from './calls.ts'
import type { Case } from './case.ts'
import { cutCases } from './cuts.ts'
import { editCases } from './edits.ts'
import { raceCases } from './race.ts'
import { wireCases } from './wire.ts'
import { worldCases } from './world.ts'

/** How many histories the race has at least. */
const RACES = 40

/** The whole matrix; beds are needed to list the system calls and to count bytes. */
export async function allCases([one, two, three]: Beds, seed: number): Promise<readonly Case[]> {
  const listed = await Promise.all([
    callCases(one),
    botCases(two).then(async (cases) => [...cases, ...(await cutCases(two))]),
    editCases(three).then(async (cases) => [
      ...cases,
      ...(await raceCases(three, seed, RACES)),
      ...(await wireCases(three)),
    ]),
  ])
  // Those that wait for a minute come first, so that nothing is left to wait for at the end.
  return [...worldCases(), ...listed.flat()]
}
