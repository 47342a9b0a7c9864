import { expect, test } from 'vitest'
import { nearest } from '../../src/config/nearest.ts'

const known = ['approvals', 'deadlineSeconds', 'team', 'hostKey', 'key', 'quorum']

test.each([
  ['approvers', 'approvals'],
  ['hostkey', 'hostKey'],
  ['Team', 'team'],
  ['keys', 'key'],
  ['qourum', 'quorum'],
  ['deadline', 'deadlineSeconds'],
  ['', undefined],
  ['mode', undefined],
  ['secret', undefined],
])('%j is understood as %j', (written, meant) => {
  const found = nearest(written, known)

  expect(found).toBe(meant)
})
