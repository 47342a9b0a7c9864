import type { Edit, SourceFile } from './source.ts'

/**
 * The edits that take other edits back: applied to the files that those give, they give the files again.
 * @param edits of these files, as {@link import('./source.ts').applyEdits} takes them
 */
export function inverseEdits(files: readonly SourceFile[], edits: readonly Edit[]): Edit[] {
  return files.flatMap(({ path, content }) => {
    let shift = 0
    const own = edits.filter((edit) => edit.path === path).toSorted((a, b) => a.offset - b.offset)
    return own.map(({ offset, length, content: put }): Edit => {
      const inverse = {
        path,
        offset: offset + shift,
        length: put.length,
        content: content.slice(offset, offset + length),
      }
      shift += put.length - length
      return inverse
    })
  })
}
