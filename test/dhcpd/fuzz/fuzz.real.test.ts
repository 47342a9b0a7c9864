import { afterAll, describe, expect, test } from 'vitest'
import { needs } from '../../support/needs.ts'
import { casesOf, disagreements } from './compare.ts'
import { Oracle } from './oracle.ts'
import { INCLUDED, SAMPLES } from './samples.ts'

const SEEDS = [1, 7, 42, 1234, 20260101, 987654321]
const CASES_PER_SEED = 500

const machine = needs('dhcpd')

describe.skipIf(machine.skip)(`held against the real dhcpd ${machine.why}`, () => {
  const oracle = new Oracle(INCLUDED)
  afterAll(() => oracle.close())

  test('the samples are what dhcpd accepts', async () => {
    const samples = SAMPLES.map((content) => ({
      content,
      family: content.includes('subnet6') ? (6 as const) : (4 as const),
    }))

    const verdicts = await oracle.verdicts(samples)

    expect(verdicts).toEqual(SAMPLES.map(() => 'accepted'))
  })

  test.each(SEEDS)(
    'it says of generated and mutated configurations what dhcpd says (seed %i)',
    async (seed) => {
      const cases = casesOf(seed, CASES_PER_SEED)

      const { judged, accepted, found } = await disagreements(oracle, cases)

      expect(found).toEqual([])
      // The cases are worth something only if many have a verdict, and both verdicts come up.
      expect(judged).toBeGreaterThan(CASES_PER_SEED * 0.95)
      expect(accepted).toBeGreaterThan(CASES_PER_SEED * 0.1)
      expect(judged - accepted).toBeGreaterThan(CASES_PER_SEED * 0.1)
    },
  )
})
