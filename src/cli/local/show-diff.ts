import { formatPatch } from 'diff'
import type { Splice } from '../../dhcpd/remove.ts'
import { type ByteString, decodeText } from '../../dhcpd/source.ts'
import { hunksOf } from './hunks.ts'
import { visible } from './terminal.ts'

const RESET = '\u001b[0m'
const COLORS: Readonly<Record<string, string>> = { '+': '\u001b[32m', '-': '\u001b[31m', '@': '\u001b[36m' }

/** What edits change in a file as a unified diff. */
export function showDiff(path: string, before: ByteString, edits: readonly Splice[], color: boolean): string {
  const patch = formatPatch({
    oldFileName: path,
    newFileName: path,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: hunksOf(before, edits),
  })
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
