import { type ByteString, decodeText } from '../dhcpd/source.ts'
import type { ProbeAnswer } from '../usecases/ports.ts'

/** What the lines of an answer to `probe` say: `has THING`, `lacks THING`, or else `FACT VALUE`. */
export function probeOf(lines: readonly ByteString[]): ProbeAnswer {
  const words = lines.map(decodeText).map((line): [string, string] => {
    const space = line.indexOf(' ')
    return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)]
  })
  const of = (wanted: string) => words.filter(([word]) => word === wanted).map(([, rest]) => rest)
  return {
    has: of('has'),
    lacks: of('lacks'),
    facts: words
      .filter(([word]) => word !== 'has' && word !== 'lacks' && word !== '')
      .map(([name, value]) => ({ name, value })),
  }
}
