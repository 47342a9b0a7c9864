import { meaningOf } from './meaning.ts'
import { parse } from './parse.ts'
import { type ByteString, decodeText } from './source.ts'
import type { Statement } from './syntax.ts'

/** The paths that a file's `include` statements name, in its order and at any depth, as they are written. */
export function includedPaths(content: ByteString): string[] {
  // Most files have none, and parsing a large one takes longer than all else about it.
  if (!/include/i.test(content)) return []
  const tree = parse(content)
  const paths: string[] = []
  const waiting: Statement[] = tree.statements.toReversed()
  for (let statement = waiting.pop(); statement; statement = waiting.pop()) {
    const meaning = meaningOf(tree, statement)
    if (meaning.kind === 'include') paths.push(decodeText(meaning.path))
    for (const inner of statement.block?.toReversed() ?? []) waiting.push(inner)
  }
  return paths
}
