import type { Call } from './conversation.ts'

/** The calls with which the steps of a transaction begin, in their order. */
const LANDMARKS: readonly (readonly [RegExp, string])[] = [
  [/openat state\/work\.N\/splices /, 'judge'],
  [/openat state\/\.half-journal 1$/, 'stage'],
  [/execve \S*dhcpd 1$/, 'test'],
  [/openat state\/backups\/\.half/, 'back up'],
  [/execve \S*setsid/, 'swap'],
  [/sh kill 1$/, 'restart'],
  [/openat state\/\.half-journal 3$/, 'put back'],
  [/openat state\/outcomes\/\.half/, 'record'],
]

/** The step of a transaction that each of its calls belongs to. */
export function stepsOf(calls: readonly Call[]): ReadonlyMap<Call, string> {
  const steps = new Map<Call, string>()
  let reached = -1
  for (const call of calls) {
    const next = LANDMARKS.findIndex(([words], index) => index > reached && words.test(call))
    if (next >= 0) reached = next
    steps.set(call, LANDMARKS[reached]?.[1] ?? 'take in')
  }
  return steps
}

/** The steps in the order in which they are shown. */
export const STEPS: readonly string[] = ['take in', ...LANDMARKS.map(([, step]) => step)]
