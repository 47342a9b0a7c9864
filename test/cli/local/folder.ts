import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder with files of its own, gone after the test; gives the path of a file in it. */
export function folderWith(files: Readonly<Record<string, string>>): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-local-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, 'latin1')
  return (name) => join(folder, name)
}

/** A terminal that keeps what it is told. */
export function recordingTerminal(color = false) {
  const said = { out: '', err: '' }
  return {
    said,
    color,
    out(text: string): void {
      said.out += text
    },
    err(text: string): void {
      said.err += text
    },
  }
}
