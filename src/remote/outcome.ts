import { type ByteString, decodeText } from '../dhcpd/source.ts'
import type { ApplyAnswer, RefusalReason, StatusAnswer, StepTime, TestAnswer } from '../usecases/ports.ts'

const reasons: ReadonlySet<string> = new Set<RefusalReason>([
  'test-failed',
  'base-broken',
  'daemon-down',
  'not-permitted',
  'environment',
])

/** What the lines of an answer to `apply` say; undefined when they are not such an answer. */
export function outcomeOf(lines: readonly ByteString[]): ApplyAnswer | undefined {
  const [, kind, word = ''] = lines.find((line) => line.startsWith('outcome '))?.split(' ') ?? []
  const detail = decodeText(lines.find((line) => line.startsWith('detail '))?.slice('detail '.length) ?? '')
  switch (kind) {
    case 'applied':
      return { kind, digest: word, steps: stepsOf(lines) }
    case 'unchanged':
    case 'stale':
      return { kind }
    case 'busy':
      return busy(lines)
    case 'rolled-back':
    case 'needs-operator':
      return { kind, detail }
    case 'refused':
      return isReason(word) ? { kind, reason: word, detail } : undefined
    default:
      return undefined
  }
}

/** What the lines of an answer to an `apply` that only tests say; what is there already passes. */
export function testAnswerOf(lines: readonly ByteString[]): TestAnswer | undefined {
  if (lines.includes('outcome passed')) return { kind: 'passed' }
  const answer = outcomeOf(lines)
  switch (answer?.kind) {
    case 'unchanged':
      return { kind: 'passed' }
    case 'refused':
    case 'stale':
    case 'busy':
      return answer
    default:
      return undefined
  }
}

/** What the lines of an answer to `status` say. */
export function statusOf(lines: readonly ByteString[]): StatusAnswer | undefined {
  if (lines.includes('status running')) return { kind: 'running' }
  if (lines.includes('status unknown-transaction')) return { kind: 'unknown-transaction' }
  const answer = outcomeOf(lines)
  return answer && { kind: 'recorded', answer }
}

function isReason(word: string): word is RefusalReason {
  return reasons.has(word)
}

function busy(lines: readonly ByteString[]): ApplyAnswer {
  const seconds = Number(lines.find((line) => line.startsWith('again '))?.slice('again '.length))
  return Number.isSafeInteger(seconds) ? { kind: 'busy', againInSeconds: seconds } : { kind: 'busy' }
}

function stepsOf(lines: readonly ByteString[]): StepTime[] {
  return lines.flatMap((line) => {
    const [word, step, milliseconds] = line.split(' ')
    return word === 'step' && step !== undefined ? [{ step, milliseconds: Number(milliseconds) }] : []
  })
}
