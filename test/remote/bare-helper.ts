import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { applyEdits, toBytes } from '../../src/dhcpd/source.ts'
import { configurationDigest, digestsOf, sha256 } from '../../src/remote/digest.ts'
import { helperScript } from '../../src/remote/helper-script.ts'
import type { Splice } from '../../src/remote/whole-hosts.ts'
import { decodeAnswer, encodeRequest, type WireRequest } from '../../src/remote/wire.ts'

/** The helper alone, without sshd and with a dhcpd that takes every file: what is refused, the helper refuses. */
export interface BareHelper {
  readonly folder: string
  readonly configPath: string
  readonly statePath: string
  /** Asks it and gives the lines of its answer. */
  ask(request: WireRequest): readonly string[]
  /** Gives it bytes, which need not be a request. */
  hear(input: Buffer | string): { readonly code: number | null; readonly answer: string }
  /** Runs it without a request. */
  run(word: string): { readonly code: number | null; readonly answer: string }
  /** Puts splices into the configuration as it is. */
  apply(id: string, splices: readonly Splice[], mode?: 'test'): readonly string[]
  /**
   * Has its judge alone say what it thinks of splices into a configuration.
   * @returns `passed`, or why they would be refused
   */
  judge(content: string, splices: readonly Splice[]): string
  isRunning(): boolean
  close(): void
}

export interface BareOptions {
  /** How the helper is run, given its folder: `dash` by default. */
  readonly shell?: (folder: string) => readonly string[]
  /** More lines of its settings, given its folder. */
  readonly settings?: (folder: string) => readonly string[]
}

/** Milliseconds after which a helper hangs. */
const TOO_LONG = 180_000

let requests = 0

function heard({ status, stdout }: { status: number | null; stdout: Buffer }) {
  return { code: status, answer: stdout.toString('latin1') }
}

/** Instead of the helper's last line: what `judge` finds ready in a transaction, and its verdict. */
const JUDGE_ALONE = `
settings_file=$1 nonce=''
clear_request
load_settings
splices=$2 work=\${settings_file%/*} changes=-\${tab}-\${tab}0\${tab}$config\${tab}$config
if judge; then echo passed; else echo "$why"; fi
`

/** The helper's own notes of splices into the first of the changed files. */
function spliceLines(splices: readonly Splice[]): string {
  let used = 0
  const lines = splices.map(({ offset, length, content }) => {
    const line = `1 ${offset} ${length} ${content.length} ${used}`
    used += content.length
    return line
  })
  return lines.join('\n')
}

/** Taken away when the test has ended, unless `keep` says that the caller does it. */
export function startBareHelper(options: BareOptions = {}, keep = false): BareHelper {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-helper-'))
  const helper = join(folder, 'helper.sh')
  const settings = join(folder, 'helper.conf')
  const configPath = join(folder, 'etc/dhcpd.conf')
  mkdirSync(join(folder, 'etc'))
  writeFileSync(configPath, 'authoritative;\n')
  writeFileSync(helper, helperScript())
  writeFileSync(join(folder, 'judge.sh'), helperScript().replace(/main "\$@"\n$/, JUDGE_ALONE))
  writeFileSync(settings, [...settingsIn(folder), ...(options.settings?.(folder) ?? [])].join('\n'), {
    mode: 0o600,
  })
  startDaemon(folder)

  function runScript(script: string, input: Buffer | string, ...words: string[]) {
    const [shell = 'dash', ...before] = options.shell?.(folder) ?? ['dash']
    return spawnSync(shell, [...before, script, settings, ...words], { input, timeout: TOO_LONG })
  }

  const runHelper = (input: Buffer | string, ...words: string[]) => runScript(helper, input, ...words)

  function ask(request: WireRequest): readonly string[] {
    const nonce = String(++requests).padStart(32, '0')
    const answer = decodeAnswer(runHelper(encodeRequest(request, nonce)).stdout, nonce)
    if (answer.kind !== 'whole') throw new Error(`the helper's answer was ${answer.kind}`)
    return answer.lines
  }

  function apply(id: string, splices: readonly Splice[], mode?: 'test'): readonly string[] {
    const content = readFileSync(configPath, 'latin1')
    const [main = { path: configPath, digest: '' }] = digestsOf([{ path: configPath, content }])
    const after = toBytes(applyEdits(content, splices))
    return ask({
      verb: 'apply',
      mode,
      id,
      base: configurationDigest([main]),
      main: main.digest,
      files: [],
      changes: [{ path: configPath, size: after.length, digest: sha256(after), splices }],
    })
  }

  function judge(content: string, splices: readonly Splice[]): string {
    writeFileSync(configPath, content, 'latin1')
    writeFileSync(join(folder, 'payload'), splices.map((splice) => splice.content).join(''), 'latin1')
    return runScript(join(folder, 'judge.sh'), '', spliceLines(splices)).stdout.toString('latin1').trimEnd()
  }

  function close(): void {
    stopDaemon(folder)
    rmSync(folder, { recursive: true, force: true })
  }
  if (!keep) onTestFinished(close)
  return {
    folder,
    configPath,
    statePath: join(folder, 'state'),
    ask,
    hear: (input) => heard(runHelper(input)),
    run: (word) => heard(runHelper('', word)),
    apply,
    judge,
    isRunning: () => isRunning(folder),
    close,
  }
}

/**
 * A folder of programs that stand before the system's own; each notes how it was called in `calls`.
 * @returns the line of settings
 */
export function fakes(folder: string, programs: Readonly<Record<string, string>>): string {
  const bin = join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >>'${folder}/calls'\n${script}\n`, {
      mode: 0o755,
    })
  }
  return `path=${bin}:/usr/sbin:/usr/bin:/sbin:/bin`
}

/** The calls of fakes, a line each. */
export function callsIn({ folder }: BareHelper): string[] {
  return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
}

/** A file that the helper leaves beside its configuration; its name tells it from another helper's. */
export function beside(
  { configPath, statePath }: Pick<BareHelper, 'configPath' | 'statePath'>,
  name: string,
): string {
  return join(dirname(configPath), `.leasehold-${sha256(Buffer.from(statePath)).slice(0, 8)}-${name}`)
}

/** Has somebody else hold the lock until the test has ended. */
export async function holdLock({ statePath }: BareHelper): Promise<ChildProcess> {
  mkdirSync(statePath, { recursive: true })
  const words = ['--no-fork', join(statePath, 'lock'), 'sh', '-c', 'echo held; exec sleep 60']
  const holder = spawn('flock', words)
  onTestFinished(() => void holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  return holder
}

/** Runs the helper in a mount namespace of its own, after these commands; for `shell`. */
export function mounted(commands: (folder: string) => string) {
  return (folder: string) => ['unshare', '--mount', 'sh', '-c', `${commands(folder)}; exec dash "$@"`, 'sh']
}

/** Why something was refused or undone. */
export function detailOf(lines: readonly string[]): string {
  return lines.find((line) => line.startsWith('detail '))?.slice('detail '.length) ?? lines.join('; ')
}

/** A process that looks like a dhcpd and does nothing. */
function startDaemon(folder: string): void {
  const sleep = ['/usr/bin/sleep', '/bin/sleep'].find((path) => existsSync(path)) ?? 'sleep'
  copyFileSync(sleep, join(folder, 'dhcpd'))
  execFileSync('sh', ['-c', startCommand(folder)])
}

export function startCommand(folder: string): string {
  return `'${folder}/dhcpd' 100000 >/dev/null 2>&1 & echo $! >'${folder}/dhcpd.pid'`
}

export function stopCommand(folder: string): string {
  return `kill "$(cat '${folder}/dhcpd.pid')"`
}

function stopDaemon(folder: string): void {
  spawnSync('sh', ['-c', stopCommand(folder)])
}

/** A process that has ended and that nobody has asked for yet does not run. */
function isRunning(folder: string): boolean {
  const pid = readFileSync(join(folder, 'dhcpd.pid'), 'utf8').trim()
  const path = `/proc/${pid}/stat`
  return existsSync(path) && !readFileSync(path, 'utf8').includes(') Z ')
}

function settingsIn(folder: string): string[] {
  return [
    `config=${folder}/etc/dhcpd.conf`,
    `leases=${folder}/dhcpd.leases`,
    `pid-file=${folder}/dhcpd.pid`,
    `state=${folder}/state`,
    'test=true',
    `start=${startCommand(folder)}`,
    `stop=${stopCommand(folder)}`,
    'healthy-seconds=0',
  ]
}
