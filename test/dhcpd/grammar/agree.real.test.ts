import { afterAll, describe, expect, test } from 'vitest'
import { needs } from '../../support/needs.ts'
import { type Disagreement, disagreements, firstProblem } from '../fuzz/compare.ts'
import { type Case, Oracle } from '../fuzz/oracle.ts'
import { INCLUDED } from '../fuzz/samples.ts'
import { hasCorpus, type RealFile, realFiles, recordedVerdicts, withIncludesOf } from './corpus.ts'
import { keamaTests } from './keama.ts'

const machine = needs('dhcpd')

/** A file as it is, and with all that it includes empty, for both families. */
function casesOf({ name, content }: RealFile): (Case & { name: string })[] {
  const contents = new Set([content, withIncludesOf(content, 'empty.conf')])
  return [...contents].flatMap((text) => [
    { name, content: text, family: 4 as const },
    { name, content: text, family: 6 as const },
  ])
}

/** Which files they are, without a word of what is in them. */
function namesOf(found: readonly Disagreement[]): string[] {
  return found.map((one) => `${'name' in one ? one.name : '?'} -${one.family}: dhcpd ${one.dhcpd}`)
}

describe.skipIf(!hasCorpus)('over the corpus of real files', () => {
  test('it says what was written down that dhcpd said', () => {
    const contents = new Map(realFiles().map(({ name, content }) => [name, content]))
    const judged = recordedVerdicts().filter(({ exitCode }) => exitCode === 0 || exitCode === 1)

    const wrong = judged.filter(({ name, family, exitCode }) => {
      const accepted = firstProblem({ content: contents.get(name) ?? '', family }) === undefined
      return accepted !== (exitCode === 0)
    })

    expect(judged.length).toBeGreaterThan(100)
    expect(wrong).toEqual([])
  })
})

describe.skipIf(machine.skip)(`held against the real dhcpd ${machine.why}`, () => {
  const oracle = new Oracle(INCLUDED)
  afterAll(() => oracle.close())

  test.skipIf(!hasCorpus)('it says of every real file what dhcpd says', async () => {
    const { judged, found } = await disagreements(oracle, realFiles().flatMap(casesOf))

    expect(judged).toBeGreaterThan(400)
    expect(namesOf(found)).toEqual([])
  })

  test("it says of ISC's own test files what dhcpd says", { timeout: 180_000 }, async (context) => {
    const files = keamaTests()
    if (!files) return context.skip('the tests of keama are not here')

    const { judged, found } = await disagreements(oracle, files.flatMap(casesOf))

    expect(judged).toBeGreaterThan(300)
    expect(namesOf(found)).toEqual([])
  })
})
