import { parse } from './parse.ts'
import type { SourceFile } from './source.ts'
import type { SyntaxTree } from './syntax.ts'

const known = new WeakMap<SourceFile, SyntaxTree>()

/** Makes a tree known that was come by without reading the whole file. */
export function keepTree(file: SourceFile, tree: SyntaxTree): void {
  known.set(file, tree)
}

/** The tree of a file; it is read once, however many look at it, and kept as long as the file itself. */
export function treeOf(file: SourceFile): SyntaxTree {
  const tree = known.get(file) ?? parse(file.content)
  known.set(file, tree)
  return tree
}
