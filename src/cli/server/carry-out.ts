import { renderScript, type Step, showStep } from '../../setup/step.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import { visible } from '../local/terminal.ts'
import type { AdminShell } from './admin-shell.ts'
import type { ServerDesk } from './desk.ts'

/**
 * Shows every step, numbered, with every line that is written.
 * @param whole whether long contents too
 */
export function showSteps(
  steps: readonly Step[],
  host: string,
  whole: boolean,
  { terminal }: ServerDesk,
): void {
  terminal.out(`On ${host}, as root:\n`)
  steps.forEach((step, index) => {
    terminal.out(visible(`${index + 1}. ${showStep(step, whole ? 'whole' : 'short')}`))
  })
}

/** Whether to go on: yes was said before, or is said now. A no is told to have left everything as it is. */
export async function isConfirmed({ yes }: { readonly yes: boolean }, desk: ServerDesk): Promise<boolean> {
  if (yes) return true
  if (!desk.confirm) {
    throw new ExplainedError(
      'Nothing was done: there is no terminal here to ask at.',
      'Give --yes to go on without a question, or --dry-run to see all of it.',
    )
  }
  if (await desk.confirm('Do this?')) return true
  desk.terminal.out('Nothing was done.\n')
  return false
}

/** @throws ExplainedError that says which step failed and that those before it were done */
export async function carryOut(steps: readonly Step[], shell: AdminShell): Promise<void> {
  const { code, stderr } = await shell.run(renderScript(steps))
  if (code === 0) return
  const said = stderr.trim().split('\n')
  const failed = said.at(-1)?.startsWith('failed: ') ? said.pop()?.slice('failed: '.length) : undefined
  throw new ExplainedError(
    `It stopped at “${failed ?? 'its beginning'}”: ${said.slice(-3).join(' ') || `code ${code}`}`,
    'What stood before that is done. Mend what it names and run this again: what is there already is not done twice.',
  )
}
