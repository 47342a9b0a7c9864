import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type ByteString, toByteString } from '../../../src/dhcpd/source.ts'
import { TokenKind, tokenText } from '../../../src/dhcpd/token.ts'
import { tokenize } from '../../../src/dhcpd/tokenize.ts'

/** Real configurations with dhcpd's verdicts; they are no part of the project and lie beside it where they lie. */
const CORPUS = new URL('../../../../shared/corpus/', import.meta.url)

export const hasCorpus: boolean = existsSync(CORPUS)

export interface RealFile {
  readonly name: string
  readonly content: ByteString
}

/** The configurations of the corpus, and the probes with one construct each. */
export function realFiles(): RealFile[] {
  if (!hasCorpus) return []
  return ['dhcpd/', 'probes/'].flatMap((folder) =>
    readdirSync(new URL(folder, CORPUS))
      .filter((name) => name.endsWith('.conf'))
      .map((name) => ({
        name: folder + name,
        content: toByteString(readFileSync(new URL(folder + name, CORPUS))),
      })),
  )
}

/** The verdicts that were written down: of a file, the family and the exit code. */
export function recordedVerdicts(): { name: string; family: 4 | 6; exitCode: number }[] {
  const rows = readFileSync(new URL('verdicts.tsv', CORPUS), 'utf8').split('\n').slice(1)
  return rows
    .map((row) => row.split('\t'))
    .filter(([name = '']) => /^(dhcpd|probes)\//.test(name))
    .map(([name = '', mode, exit]) => ({ name, family: mode === '-6' ? 6 : 4, exitCode: Number(exit) }))
}

/** A file with another name in each of its `include` statements. */
export function withIncludesOf(content: ByteString, name: string): ByteString {
  const tokens = tokenize(content)
  let afterInclude = false
  const texts = Array.from(tokens.kinds, (kind, index) => {
    const text = tokenText(content, tokens, index)
    if (kind === TokenKind.string && afterInclude) return `"${name}"`
    if (kind === TokenKind.word || kind === TokenKind.semicolon)
      afterInclude = text.toLowerCase() === 'include'
    return text
  })
  return texts.join('')
}
