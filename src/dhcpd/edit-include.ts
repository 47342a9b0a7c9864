import { wordTokens } from './edit-statement.ts'
import { meaningOf } from './meaning.ts'
import { parse } from './parse.ts'
import { applyEdits, type ByteString, decodeText, encodeText } from './source.ts'
import type { Statement, SyntaxTree } from './syntax.ts'
import { tokenStart } from './token.ts'

/** A file whose `include` statements of the path `from` name `to` instead. */
export function withIncludeOf(content: ByteString, from: string, to: string): ByteString {
  const tree = parse(content)
  const splices = []
  for (const token of includesOf(tree, tree.statements, from)) {
    const offset = tokenStart(tree.tokens, token)
    splices.push({ offset, length: (tree.tokens.ends[token] ?? offset) - offset, content: quoted(to) })
  }
  return applyEdits(content, splices)
}

/** Indexes of the quoted paths. */
function includesOf(tree: SyntaxTree, block: readonly Statement[], path: string): number[] {
  return block.flatMap((statement) => {
    const meaning = meaningOf(tree, statement)
    const token = wordTokens(tree, statement)[1]
    const isMeant = meaning.kind === 'include' && decodeText(meaning.path) === path
    if (isMeant && token !== undefined) return [token]
    return statement.block ? includesOf(tree, statement.block, path) : []
  })
}

function quoted(path: string): ByteString {
  return `"${encodeText(path).replace(/["\\]/g, '\\$&')}"`
}
