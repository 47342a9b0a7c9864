import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { ExplainedError } from '../../usecases/explained-error.ts'

const run = promisify(execFile)

/** Whether the bot's private key has been made. */
export async function isMade(key: string): Promise<boolean> {
  return stat(key).then(
    () => true,
    () => false,
  )
}

/** Makes the bot's key pair: KEY with mode 600, and KEY.pub. @throws ExplainedError with the words of ssh-keygen */
export async function makeKey(key: string): Promise<void> {
  try {
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'leasehold', '-f', key])
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new ExplainedError(
      `The bot’s key pair ${key} could not be made: ${said}`,
      'Nothing was done on the server. Say with --key where it may lie.',
    )
  }
}

/**
 * The public half of a private key: from KEY.pub, or worked out from the key itself.
 * @throws ExplainedError when neither can be done
 */
export async function readPublicKey(key: string): Promise<string> {
  const text = await readFile(`${key}.pub`, 'utf8').catch(() => deriveFrom(key))
  if (isPublicKey(text)) return text.trim()
  throw new ExplainedError(
    `The public half of ${key} cannot be had.`,
    `Put it into ${key}.pub: ssh-keygen -yf ${key} >${key}.pub`,
  )
}

async function deriveFrom(key: string): Promise<string> {
  try {
    return (await run('ssh-keygen', ['-y', '-P', '', '-f', key])).stdout
  } catch {
    return ''
  }
}

/** One line of type, key and comment: nothing that could add an option or another line to authorized_keys. */
function isPublicKey(text: string): boolean {
  return /^[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( [^\r\n"]*)?\n?$/.test(text)
}
