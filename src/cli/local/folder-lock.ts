import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const LONGEST_WAIT_MS = 10_000

/** The folder cannot be locked, as a rule because another command holds it. The message is fit to be shown. */
export class FolderBusy extends Error {
  override readonly name = 'FolderBusy'
}

/**
 * Keeps other commands of ours from replacing files of a folder, by a lock on the folder itself, so that nothing is
 * left beside the files. A child holds it whose input ends with this process, however that ends. Where the machine
 * has no `flock`, nothing is locked.
 * @returns what gives the lock back
 * @throws FolderBusy when someone else holds it for `patience` milliseconds.
 */
export async function lockFolder(folder: string, patience = LONGEST_WAIT_MS): Promise<() => Promise<void>> {
  const holder = spawn('flock', [folder, 'sh', '-c', 'echo held && exec cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const gone = endOf(holder)
  const timer = setTimeout(() => holder.kill(), patience)
  const answer = await Promise.race([gone, once(holder.stdout, 'data').then(() => 'held' as const)])
  clearTimeout(timer)
  if (answer === 'ended') {
    throw new FolderBusy(`Another command is changing files in ${folder}; nothing was written. Try again.`)
  }
  return async () => {
    if (answer === 'absent') return
    holder.stdin.end()
    await gone
  }
}

function endOf(holder: ChildProcess): Promise<'ended' | 'absent'> {
  return new Promise((tell) => {
    holder.once('error', () => tell('absent'))
    holder.once('exit', () => tell('ended'))
  })
}
