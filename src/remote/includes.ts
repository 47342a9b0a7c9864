import { meaningOf } from '../dhcpd/meaning.ts'
import { parse } from '../dhcpd/parse.ts'
import type { ByteString } from '../dhcpd/source.ts'
import type { Statement } from '../dhcpd/syntax.ts'

/** The paths that a file's `include` statements name, wherever they stand, in the order of the file. */
export function includesOf(content: ByteString): ByteString[] {
  const tree = parse(content)
  const paths: ByteString[] = []
  function walk(statements: readonly Statement[]): void {
    for (const statement of statements) {
      const meaning = meaningOf(tree, statement)
      if (meaning.kind === 'include') paths.push(meaning.path)
      if (statement.block) walk(statement.block)
    }
  }
  walk(tree.statements)
  return paths
}
