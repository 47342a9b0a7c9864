import type { Desk, ReadOptions } from '../../../src/cli/read/desk.ts'
import { verdict } from '../../../src/dhcpd/grammar/refusals.ts'
import { recordingTerminal } from '../local/folder.ts'

/** A desk that keeps what it is told to print; DNS knows all names but those ending in `.invalid`, and
 * gives no answer for those ending in `.silent`. */
export function recordingDesk(color = false) {
  const terminal = recordingTerminal(color)
  const desk: Desk = {
    terminal: { ...terminal, bytes: (data) => terminal.out(Buffer.from(data).toString('latin1')) },
    verdict: ({ configuration: { files, main } }, family) => verdict(files, main, family),
    resolver: async (name) => (name.endsWith('.silent') ? undefined : !name.endsWith('.invalid')),
  }
  return { desk, said: terminal.said }
}

export function optionsFor(file: string, more: Partial<ReadOptions> = {}): ReadOptions {
  return { file, leases: undefined, family: 4, json: true, ...more }
}

/** The objects that were printed, one a line. */
export function objectsIn(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}
