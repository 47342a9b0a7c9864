import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CHECKS_FILE, checksDocument } from '../../../scripts/checks-doc.ts'
import { CHECK_GROUPS, CHECKS } from '../../../src/inventory/checks/registry.ts'

test('docs/CHECKS.md says what the rules say (else: node scripts/checks-doc.ts)', () => {
  expect(readFileSync(CHECKS_FILE, 'utf8')).toBe(checksDocument())
})

test('no code stands in two groups', () => {
  const codes = Object.values(CHECK_GROUPS).flatMap((checks) => Object.keys(checks))

  expect(codes.toSorted()).toEqual(Object.keys(CHECKS).toSorted())
})

test('each rule says in whole sentences what to do', () => {
  const wrong = Object.entries(CHECKS).filter(
    ([, { title, advice }]) => title.endsWith('.') || !advice.endsWith('.'),
  )

  expect(wrong).toEqual([])
})
