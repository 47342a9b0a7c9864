import { lineStarts, positionAt } from '../../dhcpd/lines.ts'
import { decodeText, toBytes } from '../../dhcpd/source.ts'
import { TokenKind, tokenStart, tokenText } from '../../dhcpd/token.ts'
import { tokenize } from '../../dhcpd/tokenize.ts'
import { readNamed } from '../local/read.ts'
import { type Desk, DONE, type ReadOptions } from './desk.ts'
import { columns, jsonLines } from './lines.ts'
import { unlessUnreadable } from './with-inventory.ts'

/** `leasehold print FILE`: the file from its tokens, byte for byte, whatever stands in it. */
export function printFile({ file }: Pick<ReadOptions, 'file'>, desk: Desk): Promise<number> {
  return unlessUnreadable(desk, async () => {
    const { content } = await readNamed(file)
    const tokens = tokenize(content)
    const texts = Array.from(tokens.ends, (_, index) => tokenText(content, tokens, index))
    desk.terminal.bytes(toBytes(texts.join('')))
    return DONE
  })
}

const KINDS = Object.fromEntries(Object.entries(TokenKind).map(([name, kind]) => [kind, name]))

/** `leasehold tokens FILE`: every token, white space and comments too. */
export function listTokens({ file, json }: Pick<ReadOptions, 'file' | 'json'>, desk: Desk): Promise<number> {
  return unlessUnreadable(desk, async () => {
    const { content } = await readNamed(file)
    const tokens = tokenize(content)
    const lines = lineStarts(content)
    const found = Array.from(tokens.kinds, (kind, index) => {
      const offset = tokenStart(tokens, index)
      const text = tokenText(content, tokens, index)
      return { kind: KINDS[kind] ?? '', offset, length: text.length, ...positionAt(lines, offset), text }
    })
    desk.terminal.out(
      json
        ? jsonLines(found)
        : columns(
            found.map(({ line, column, kind, text }) => [
              `${line}:${column}`,
              kind,
              JSON.stringify(decodeText(text)),
            ]),
          ),
    )
    return DONE
  })
}
