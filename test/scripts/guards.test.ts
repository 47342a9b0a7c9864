import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { guardsOf } from '../../scripts/guards.ts'
import { GUARDS_FILE, guardsDocument, killersIn } from '../../scripts/guards-doc.ts'
import { helperScript } from '../../src/remote/helper-script.ts'

test('every guard of the helper has its row in docs/GUARDS.md, in the helper’s order', () => {
  const document = readFileSync(GUARDS_FILE, 'utf8')

  expect(guardsDocument(helperScript(), killersIn(document))).toBe(document)
})

test('a guard is found in conditions, in arms of a case and in the judge, and taken out alone', () => {
  const script = [
    "check() { case $1 in '') return 1 ;; esac; }",
    '[ -n "$id" ] || fail',
    "judgement='",
    '  refuse("x")',
    "}'",
  ]

  const guards = guardsOf(script.join('\n'))

  expect(guards.map(({ mutant }) => mutant.split('\n').filter((line) => !script.includes(line)))).toEqual([
    ["check() { case $1 in '') : ;; esac; }"],
    ['[ -n "$id" ] || : || fail'],
    ['  ("x")'],
  ])
})
