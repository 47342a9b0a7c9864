import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inverseEdits } from '../../src/dhcpd/inverse-edits.ts'
import { applyEdits, type Edit, type SourceFile } from '../../src/dhcpd/source.ts'

function applied(files: readonly SourceFile[], edits: readonly Edit[]): SourceFile[] {
  return files.map(({ path, content }) => ({
    path,
    content: applyEdits(
      content,
      edits.filter((edit) => edit.path === path),
    ),
  }))
}

/** Edits of one file that do not overlap, several at one offset among them, in any order. */
function editsOf(path: string, length: number): fc.Arbitrary<Edit[]> {
  const cuts = fc.array(fc.nat(length), { maxLength: 12 }).map((all) => all.toSorted((a, b) => a - b))
  return fc.tuple(cuts, fc.infiniteStream(fc.string({ maxLength: 4 }))).map(([offsets, texts]) =>
    offsets.flatMap((offset, index) => {
      const end = offsets[index + 1]
      if (index % 2 === 1 || end === undefined) return []
      const content = texts.next().value ?? ''
      return [
        { path, offset, length: end - offset, content },
        ...(end === offset ? [{ path, offset, length: 0, content: `${content}!` }] : []),
      ]
    }),
  )
}

test('edits and then their inverse give every file as it was', () => {
  const file = (path: string) =>
    fc
      .string({ maxLength: 30 })
      .chain((content) => editsOf(path, content.length).map((edits) => ({ file: { path, content }, edits })))

  fc.assert(
    fc.property(file('main'), file('included'), (main, included) => {
      const files = [main.file, included.file]
      const edits = [...included.edits, ...main.edits]

      const after = applied(files, edits)

      expect(applied(after, inverseEdits(files, edits))).toEqual(files)
    }),
  )
})
