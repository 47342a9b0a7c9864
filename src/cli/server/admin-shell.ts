import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quoteWord } from '../../setup/quote.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import { type Ran, type RunOptions, runSsh } from './run-ssh.ts'

/** Root on a machine, through the administrator's own `ssh`: their keys, agent, passwords and configuration. */
export interface AdminShell extends AsyncDisposable {
  /** Fingerprint of the host key that the administrator's ssh found right (`SHA256:…`). */
  readonly hostKey: string
  /** Runs a script as root, with arguments; what it prints is told when it has ended. */
  run(script: string, ...args: readonly string[]): Promise<Ran>
}

export interface AdminAccess {
  /** What the administrator types behind `ssh`. */
  readonly destination: string
  /** A configuration file for ssh other than their own. */
  readonly sshConfig: string | undefined
  /** Whether there is a terminal at which ssh and sudo can ask for passwords. */
  readonly interactive: boolean
}

/** Runs one command line there, over the connection that is kept. */
type Remote = (command: string, options?: RunOptions & { readonly tty?: boolean }) => Promise<Ran>

/**
 * Connects once; all that follows goes over this connection (ControlMaster), so that a password is asked for once.
 * @throws ExplainedError with the words of ssh, or of sudo
 */
export async function openAdminShell(access: AdminAccess): Promise<AdminShell> {
  const { destination, sshConfig, interactive } = access
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-ssh-'))
  const log = join(folder, 'log')
  const options = [
    ...(sshConfig === undefined ? [] : ['-F', sshConfig]),
    ...['-o', `ControlPath=${join(folder, 'control')}`],
  ]
  const remote: Remote = (command, { tty, ...how } = {}) =>
    runSsh([...options, ...(tty ? ['-t'] : []), destination, `sh -c ${quoteWord(command)}`], how)
  const close = async () => {
    await runSsh([...options, '-O', 'exit', destination])
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const master = ['-o', 'ControlMaster=yes', '-o', 'ControlPersist=yes', '-v', '-E', log]
    const { code, stdout } = await runSsh([...options, ...master, destination, 'id -u'], {
      terminal: interactive ? 'asks' : undefined,
    })
    const said = await readFile(log, 'utf8').catch(() => '')
    if (code !== 0) throw cannotConnect(destination, said)
    const isRoot = stdout.trim() === '0'
    return {
      hostKey: hostKeyIn(said),
      run: (script, ...args) =>
        runAsRoot(remote, script, args, isRoot ? 'root' : interactive ? 'asks' : 'quiet'),
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The last that ssh speaks of: those of jump hosts come before it. */
function hostKeyIn(log: string): string {
  const shown = [...log.matchAll(/Server host key: \S+ (SHA256:\S+)/g)].at(-1)
  if (shown?.[1]) return shown[1]
  throw new ExplainedError(
    'Your ssh did not say which host key it found right.',
    'Leasehold reads that from ssh -v of OpenSSH; see that ssh on this machine is that.',
  )
}

/** @param sudo how root is become: it is logged in already, or sudo may ask at the terminal, or it must not ask */
async function runAsRoot(
  remote: Remote,
  script: string,
  args: readonly string[],
  sudo: 'root' | 'asks' | 'quiet',
): Promise<Ran> {
  const folder = await place(remote, script)
  const prefix = { root: '', asks: 'sudo ', quiet: 'sudo -n ' }[sudo]
  const words = [`${folder}/script`, ...args].map(quoteWord).join(' ')
  // What it prints goes through files: at a terminal sudo's question would stand among it.
  const command = `${prefix}sh ${words} >${folder}/out 2>${folder}/err </dev/null`
  const { code } = await remote(command, sudo === 'asks' ? { tty: true, terminal: 'is' } : {})
  const { stdout } = await remote(`cat ${folder}/out`)
  const { stdout: stderr } = await remote(`cat ${folder}/err; rm -rf ${folder}`)
  if (/^sudo: .*(password|terminal)/m.test(stderr)) {
    throw new ExplainedError(
      'sudo asks for a password there, and there is no terminal here to ask you at.',
      'Run this at a terminal, or log in as root: --ssh root@HOST.',
    )
  }
  return { code, stdout, stderr }
}

/** Puts a script, whole or not at all, into a new folder that only the administrator can enter. */
async function place(remote: Remote, script: string): Promise<string> {
  const length = Buffer.byteLength(script)
  const { code, stdout, stderr } = await remote(
    `d=$(mktemp -d) && cat >"$d/script" && test "$(wc -c <"$d/script")" -eq ${length} && echo "$d"`,
    { input: script },
  )
  const folder = stdout.trim()
  if (code === 0 && /^\/[\w./-]+$/.test(folder)) return folder
  throw new ExplainedError(
    `A script could not be put there: ${stderr.trim() || 'it was cut off'}`,
    'See that the disk is not full, and try again.',
  )
}

function cannotConnect(destination: string, said: string): ExplainedError {
  const words = said
    .split('\n')
    .filter((line) => line !== '' && !/^(debug\d|OpenSSH_|Authenticated to|Warning: Permanently)/.test(line))
    .slice(-3)
    .join(' ')
  return new ExplainedError(
    `ssh ${destination} does not work: ${words || 'it said nothing'}`,
    'Make it work by hand first, as root or as somebody with sudo; --ssh says what to type behind ssh.',
  )
}
