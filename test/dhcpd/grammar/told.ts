import { refusals, verdict } from '../../../src/dhcpd/grammar/refusals.ts'
import type { ByteString, SourceFile } from '../../../src/dhcpd/source.ts'

/** The problems of a configuration as `LINE:COLUMN CODE`. */
export function told(
  content: ByteString,
  family: 4 | 6 = 4,
  files: Readonly<Record<string, ByteString>> = {},
): string[] {
  return refusals(sourcesOf(content, files), 'main', family).map(({ path, line, column, code }) =>
    path === 'main' ? `${line}:${column} ${code}` : `${path} ${line}:${column} ${code}`,
  )
}

/** A statement within a subnet 10.0.0.0/24. */
export function inSubnet(statement: ByteString): ByteString {
  return `subnet 10.0.0.0 netmask 255.255.255.0 {\n${statement}\n}`
}

/** The words of a configuration that dhcpd passes over, as `LINE:COLUMN WORD`. */
export function idle(content: ByteString, files: Readonly<Record<string, ByteString>> = {}): string[] {
  return verdict(sourcesOf(content, files), 'main', 4).idleWords.map(
    ({ line, column, word }) => `${line}:${column} ${word}`,
  )
}

function sourcesOf(content: ByteString, files: Readonly<Record<string, ByteString>>): SourceFile[] {
  return Object.entries({ main: content, ...files }).map(([path, text]) => ({ path, content: text }))
}
