import type { Bed } from './bed.ts'
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

/** The whole matrix; a bed is needed to list the system calls and to count bytes. */
export async function allCases(bed: Bed, seed: number): Promise<readonly Case[]> {
  return [
    // Those that wait for a minute come first, so that nothing is left to wait for at the end.
    ...worldCases(),
    ...(await callCases(bed)),
    ...(await editCases(bed)),
    ...(await botCases(bed)),
    ...(await raceCases(bed, seed, RACES)),
    ...(await wireCases(bed)),
    ...(await cutCases(bed)),
  ]
}
