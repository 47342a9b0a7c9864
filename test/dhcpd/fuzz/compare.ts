import fc from 'fast-check'
import { refusals } from '../../../src/dhcpd/grammar/refusals.ts'
import type { ByteString } from '../../../src/dhcpd/source.ts'
import { configuration } from './configurations.ts'
import { mutated } from './mutations.ts'
import type { Case, Oracle, Verdict } from './oracle.ts'
import { INCLUDED, SAMPLES } from './samples.ts'

/** A configuration on which dhcpd and we do not agree. */
export interface Disagreement extends Case {
  readonly dhcpd: Verdict
  /** The first problem that we see. */
  readonly problem: string | undefined
}

const content: fc.Arbitrary<ByteString> = fc.oneof(
  { weight: 4, arbitrary: configuration },
  { weight: 2, arbitrary: mutated(configuration) },
  { weight: 2, arbitrary: mutated(fc.constantFrom(...SAMPLES)) },
)

const cases: fc.Arbitrary<Case> = fc.record({
  content,
  family: fc.oneof(
    { weight: 3, arbitrary: fc.constant(4 as const) },
    { weight: 1, arbitrary: fc.constant(6 as const) },
  ),
})

/** Cases that a seed gives, always the same. */
export function casesOf(seed: number, count: number): Case[] {
  return fc.sample(cases, { seed, numRuns: count })
}

/** The first problem that we see in a configuration; undefined where we accept it. */
export function firstProblem({ content, family }: Case): string | undefined {
  const files = Object.entries({ ...INCLUDED, 'main.conf': content })
  const sources = files.map(([path, text]) => ({ path, content: text }))
  const [problem] = refusals(sources, 'main.conf', family)
  return problem && `${problem.path}:${problem.line}:${problem.column}: ${problem.code}: ${problem.message}`
}

/** Asks dhcpd about cases and tells those on which we do not agree. */
export async function disagreements(
  oracle: Oracle,
  all: readonly Case[],
): Promise<{ judged: number; accepted: number; found: Disagreement[] }> {
  const verdicts = await oracle.verdicts(all)
  const found: Disagreement[] = []
  for (const [index, one] of all.entries()) {
    const dhcpd = verdicts[index] ?? 'none'
    const problem = firstProblem(one)
    if (differs(dhcpd, problem)) found.push({ ...one, dhcpd, problem })
  }
  const accepted = verdicts.filter((verdict) => verdict === 'accepted').length
  return { judged: verdicts.filter((verdict) => verdict !== 'none').length, accepted, found }
}

function differs(dhcpd: Verdict, problem: string | undefined): boolean {
  return dhcpd === 'accepted' ? problem !== undefined : dhcpd === 'refused' && problem === undefined
}

/** A shorter configuration on which dhcpd and we disagree in the same way, as short as dropping pieces makes it. */
export async function shrunk(oracle: Oracle, one: Disagreement): Promise<Disagreement> {
  let best = one
  for (const separator of [/(?<=\n)/, /(?<=[\s;{},])|(?=[\s;{},])/, /(?:)/]) {
    best = await withFewerPieces(oracle, best, separator)
  }
  return best
}

async function withFewerPieces(oracle: Oracle, one: Disagreement, separator: RegExp): Promise<Disagreement> {
  let best = one
  for (let size = best.content.split(separator).length; size >= 1; size = Math.floor(size / 2)) {
    for (let shorter = await shorterBy(oracle, best, separator, size); shorter; ) {
      best = shorter
      shorter = await shorterBy(oracle, best, separator, size)
    }
  }
  return best
}

async function shorterBy(
  oracle: Oracle,
  one: Disagreement,
  separator: RegExp,
  size: number,
): Promise<Disagreement | undefined> {
  const pieces = one.content.split(separator)
  const tries: Case[] = []
  for (let from = 0; from < pieces.length; from += size) {
    tries.push({ family: one.family, content: pieces.toSpliced(from, size).join('') })
  }
  const { found } = await disagreements(oracle, tries)
  return found.find(({ dhcpd }) => dhcpd === one.dhcpd)
}
