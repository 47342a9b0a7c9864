import { lineStarts } from '../../dhcpd/lines.ts'
import { decodeText } from '../../dhcpd/source.ts'
import type { ConfigurationFinding } from '../../inventory/checks/configuration-finding.ts'
import { placeSaid } from '../../inventory/checks/report.ts'
import type { Inventory } from '../../inventory/model.ts'
import { visible } from '../local/terminal.ts'

const RESET = '\u001b[0m'
const COLORS = { error: '\u001b[31m', warning: '\u001b[33m', note: '\u001b[36m' } as const

/** A finding as `--json` prints it (docs/JSON.md). */
export function findingObject(finding: ConfigurationFinding): object {
  const { code, severity, path, line, column, message, advice, refused } = finding
  return { code, severity, file: path, line, column, message, advice, ...(refused ? { refused } : {}) }
}

/** Shows findings with the line that they are about and a caret below their place. */
export function findingPrinter(
  { configuration }: Inventory,
  color: boolean,
): (finding: ConfigurationFinding) => string {
  const { leases } = configuration
  const read = leases ? [...configuration.files, leases] : configuration.files
  const files = new Map(read.map(({ path, content }) => [path, content]))
  const starts = new Map<string, Uint32Array>()

  function lineOf(path: string, line: number): string | undefined {
    const content = files.get(path)
    if (content === undefined) return undefined
    const known = starts.get(path) ?? lineStarts(content)
    starts.set(path, known)
    const start = known[line - 1]
    return start === undefined ? undefined : content.slice(start, known[line] ?? content.length)
  }

  return (finding) => {
    const { code, severity, path, line, column, message } = finding
    const word = color ? `${COLORS[severity]}${severity}${RESET}` : severity
    const head = `${placeSaid(finding)}${word}: ${visible(message)} [${code}]\n`
    return `${head}${excerpt(lineOf(path, line), line, column)}`
  }
}

/** As much of a line as is sure to be read. */
const WIDEST = 160

function excerpt(text: string | undefined, line: number, column: number): string {
  if (text === undefined) return ''
  const from = Math.max(0, column - WIDEST / 2)
  const before = shown(text.slice(from, column - 1))
  const behind = shown(text.slice(column - 1, from + WIDEST).trimEnd())
  const margin = ' '.repeat(String(line).length)
  return `  ${line} | ${before}${behind}\n  ${margin} | ${' '.repeat(before.length)}^\n`
}

function shown(bytes: string): string {
  return visible(decodeText(bytes)).replaceAll(/[\t\n]/g, ' ')
}
