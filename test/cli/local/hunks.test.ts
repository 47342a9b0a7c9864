import { applyPatch } from 'diff'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hunksOf } from '../../../src/cli/local/hunks.ts'
import { applyEdits } from '../../../src/dhcpd/source.ts'

const LINES = Array.from({ length: 30 }, (_, index) => `line ${index + 1}\n`).join('')

function patchOf(before: string, edits: Parameters<typeof hunksOf>[1]) {
  return { oldFileName: 'a', newFileName: 'a', oldHeader: '', newHeader: '', hunks: hunksOf(before, edits) }
}

test('edits that are far apart are shown each with three lines round it', () => {
  const first = LINES.indexOf('line 5\n')
  const second = LINES.indexOf('line 20\n')

  const hunks = hunksOf(LINES, [
    { offset: second, length: 8, content: '' },
    { offset: first, length: 0, content: 'new\nmore\n' },
  ])

  expect(hunks).toEqual([
    {
      oldStart: 2,
      oldLines: 6,
      newStart: 2,
      newLines: 8,
      lines: [' line 2', ' line 3', ' line 4', '+new', '+more', ' line 5', ' line 6', ' line 7'],
    },
    {
      oldStart: 17,
      oldLines: 7,
      newStart: 19,
      newLines: 6,
      lines: [' line 17', ' line 18', ' line 19', '-line 20', ' line 21', ' line 22', ' line 23'],
    },
  ])
})

test('edits whose lines meet are shown together', () => {
  const edits = [5, 9].map((number) => ({
    offset: LINES.indexOf(`line ${number}\n`),
    length: 0,
    content: 'new\n',
  }))

  expect(hunksOf(LINES, edits)).toMatchObject([{ oldStart: 2, oldLines: 10, newLines: 12 }])
})

test('what is shown gives the result when it is applied to the file', () => {
  const line = fc.constantFrom('a\n', 'b\n', '\n', 'a\r\n')
  const file = fc
    .tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('', 'end'))
    .map(([lines, end]) => lines.join('') + end)
  const cut = fc.record({
    at: fc.nat(),
    length: fc.nat(3),
    content: fc.constantFrom('', 'new', '\n', 'x\ny\n'),
  })
  fc.assert(
    fc.property(file, fc.array(cut, { maxLength: 4 }), (before, cuts) => {
      const edits = apart(before, cuts)

      const after = applyEdits(before, edits)

      expect(applyPatch(before, patchOf(before, edits), { autoConvertLineEndings: false })).toBe(after)
    }),
    { numRuns: 1_000 },
  )
})

/** Edits within the file that do not overlap. */
function apart(text: string, cuts: readonly { at: number; length: number; content: string }[]) {
  let free = 0
  return cuts
    .map(({ at, ...rest }) => ({ ...rest, offset: at % (text.length + 1) }))
    .sort((a, b) => a.offset - b.offset)
    .flatMap(({ offset, length, content }) => {
      if (offset < free) return []
      const fitting = Math.min(length, text.length - offset)
      free = offset + fitting + 1
      return [{ offset, length: fitting, content }]
    })
}
