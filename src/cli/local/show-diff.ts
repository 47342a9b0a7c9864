import { createTwoFilesPatch } from 'diff'
import { type ByteString, decodeText } from '../../dhcpd/source.ts'
import { visible } from './terminal.ts'

const RESET = '\u001b[0m'
const COLORS: Readonly<Record<string, string>> = { '+': '\u001b[32m', '-': '\u001b[31m', '@': '\u001b[36m' }

/** The difference of a file's old and new content as a unified diff. */
export function showDiff(path: string, before: ByteString, after: ByteString, color: boolean): string {
  const patch = createTwoFilesPatch(path, path, before, after, undefined, undefined, { context: 3 })
  const lines = patch
    .trimEnd()
    .split('\n')
    .filter((line) => !/^(Index: |=====)/.test(line))
  return lines.map((line) => `${color ? colored(line) : plain(line)}\n`).join('')
}

/** Line by line, as a file in Latin-1 may be given a line in UTF-8. */
function plain(line: ByteString): string {
  return visible(decodeText(line.replace(/\r$/, '')))
}

function colored(line: ByteString): string {
  const color = COLORS[line.charAt(0)]
  return color ? `${color}${plain(line)}${RESET}` : plain(line)
}
