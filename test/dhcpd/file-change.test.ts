import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeOf } from '../../src/dhcpd/file-change.ts'
import { parse } from '../../src/dhcpd/parse.ts'
import { applyEdits } from '../../src/dhcpd/source.ts'
import type { SyntaxTree } from '../../src/dhcpd/syntax.ts'
import { edited } from './arbitrary/edited.ts'

function everything({ content, tokens, table, problems, lines }: SyntaxTree): unknown {
  const { kinds, ends } = tokens
  return { content, kinds, ends, table, problems, lines }
}

test('a file read again after a change is what it would be when read whole', () => {
  let count = 0
  fc.assert(
    fc.property(edited, ({ before, after }) => {
      const whole = parse(after)
      const old = parse(before)
      const again = changeOf(old, after)?.carryOver()

      expect(everything(old)).toEqual(everything(parse(before)))
      if (!again) return
      count++
      expect(everything(again)).toEqual(everything(whole))
      // What was odd may be gone, but nothing odd goes unseen.
      expect(again.tokens.hasOdd || !whole.tokens.hasOdd).toBe(true)
    }),
    { numRuns: 2_000 },
  )
  expect(count).toBeGreaterThan(500)
})

test('where the change lies is told by the statements of both trees', () => {
  const before = 'group { host a { } host b { } host c { } host d { } }'
  const after = applyEdits(before, [
    { offset: before.indexOf('host c'), length: 0, content: 'host new { } ' },
  ])

  const { statements, splice } = changeOf(parse(before), after) ?? {}

  expect(statements).toEqual({ from: 2, oldTo: 5, newTo: 6 })
  expect(splice).toEqual({ offset: before.indexOf('c {'), length: 0, content: 'new { } host ' })
})

test('a file with problems is read whole', () => {
  expect(changeOf(parse('host a {'), 'host a { }')).toBeUndefined()
  expect(changeOf(parse('host a { }'), 'host a {')).toBeUndefined()
  expect(changeOf(parse('host a { }'), '\u00ef\u00bb\u00bfhost a { }')).toBeUndefined()
})
