import { createHash } from 'node:crypto'
import type { Step } from './step.ts'
import type { Survey } from './survey.ts'

/** Whether a step would change anything on the machine; of a command that is not known. */
export function keepStep(step: Step, { files }: Survey): boolean {
  if (step.kind === 'run') return true
  const found = files.get(step.path)
  if (step.kind === 'remove') return found !== undefined
  if (!found?.ownedByRoot || found.mode !== shownMode(step)) return true
  return step.kind === 'file' && found.digest !== sha256(step.content)
}

/** An octal mode as `ls` shows it. */
function shownMode({ kind, mode }: { readonly kind: 'folder' | 'file'; readonly mode: string }): string {
  const bits = Number.parseInt(mode, 8)
  const letters = [...'rwxrwxrwx'].map((letter, index) => (bits & (0o400 >> index) ? letter : '-'))
  return `${kind === 'folder' ? 'd' : '-'}${letters.join('')}`
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
