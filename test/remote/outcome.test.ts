import { describe, expect, test } from 'vitest'
import { outcomeOf, statusOf } from '../../src/remote/outcome.ts'

describe('an answer to apply', () => {
  test.each([
    [
      ['outcome applied abc', 'step test 10'],
      { kind: 'applied', digest: 'abc', steps: [{ step: 'test', milliseconds: 10 }] },
    ],
    [['outcome unchanged'], { kind: 'unchanged' }],
    [['outcome stale'], { kind: 'stale' }],
    [['outcome busy'], { kind: 'busy' }],
    [['outcome busy', 'again 4'], { kind: 'busy', againInSeconds: 4 }],
    [
      ['outcome refused test-failed', 'detail line 3'],
      { kind: 'refused', reason: 'test-failed', detail: 'line 3' },
    ],
    [['outcome rolled-back', 'detail it died'], { kind: 'rolled-back', detail: 'it died' }],
    [['outcome needs-operator', 'detail down'], { kind: 'needs-operator', detail: 'down' }],
  ])('%j', (lines, expected) => {
    expect(outcomeOf(lines)).toEqual(expected)
  })

  test.each([[['outcome splendid']], [['outcome refused because']], [['recovered']], [[]]])(
    'says nothing when it is %j',
    (lines) => {
      expect(outcomeOf(lines)).toBeUndefined()
    },
  )
})

describe('an answer to status', () => {
  test.each([
    [['status running'], { kind: 'running' }],
    [['status unknown-transaction'], { kind: 'unknown-transaction' }],
    [['outcome unchanged'], { kind: 'recorded', answer: { kind: 'unchanged' } }],
  ])('%j', (lines, expected) => {
    expect(statusOf(lines)).toEqual(expected)
  })
})
