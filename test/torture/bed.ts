import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { type Dhcpd, prepareDhcpd } from '../../demo/machine/dhcpd.ts'
import { startGuardian } from '../../demo/machine/guardian.ts'
import { makeNetwork } from '../../demo/machine/network.ts'
import { quote } from '../../demo/machine/shell.ts'
import { prepareSshd, type SshAccess } from '../../demo/machine/sshd.ts'
import type { SourceFile } from '../../src/dhcpd/source.ts'
import { helperScript } from '../../src/remote/helper-script.ts'
import { HOSTS, MAIN } from './change.ts'

/** A helper with a real dhcpd in a network namespace, which is put right again between two runs. */
export interface Bed {
  /** All that the helper may write to lies in here. */
  readonly folder: string
  readonly configPath: string
  readonly includedPath: string
  readonly statePath: string
  readonly settingsPath: string
  readonly dhcpd: Dhcpd
  /** The way to its sshd. */
  readonly access: SshAccess & { readonly command: string }
  /** The words that run the helper, without a request's own. */
  readonly command: readonly string[]
  /** The files of the configuration as they are, the main file first. */
  files(): SourceFile[]
  /** What a person would find on the machine. */
  look(): Sight
  /** Replaces settings of the helper until the next reset; `now` is given what it was. */
  set(name: string, now: (was: string) => string): void
  /** The files as they were at first, an empty state folder, and a dhcpd that runs. */
  reset(): Promise<void>
  /** Ends dhcpd as a power cut does. */
  cutPower(): Promise<void>
  /** Starts dhcpd as the machine does when it comes up. */
  startDaemon(): void
  close(): Promise<void>
}

export interface Sight {
  /** One character a byte, the main file first; undefined where there is no file. */
  readonly files: readonly (string | undefined)[]
  /** Mode and owner of each. */
  readonly modes: readonly string[]
  /** Every dhcpd that serves the configuration. */
  readonly daemons: readonly string[]
  /** The files as they were when dhcpd was last started. */
  readonly loaded: string
  /** What lies where only the files of the configuration should, and what the helper left in its own folder. */
  readonly strays: readonly string[]
}

/** Of the two files. */
const MODES = [0o640, 0o644]

/** Names of the helper's own folder that stay after a transaction. */
const LASTING = ['backups', 'good', 'lock', 'outcomes', 'restarted']

/** Enough to keep two cores busy, as the helper waits a good part of its time. */
export type Beds = readonly [Bed, Bed, Bed]

export function startBeds(): Promise<Beds> {
  return Promise.all([startBed(), startBed(), startBed()])
}

async function startBed(): Promise<Bed> {
  const root = mkdtempSync(join(tmpdir(), 'leasehold-torture-'))
  const network = await makeNetwork('10.20.0.1/24')
  const folder = join(root, 'bed')
  const statePath = join(folder, 'state')
  const settingsPath = join(root, 'helper.conf')
  const helperPath = join(root, 'helper.sh')
  const loadedPath = join(root, 'loaded')
  mkdirSync(join(folder, 'etc'), { recursive: true })
  const includedPath = join(folder, 'etc/hosts.conf')
  const content = { main: `${MAIN}include "${includedPath}";\n`, included: HOSTS }
  const dhcpd = prepareDhcpd(folder, network.server, Buffer.from(content.main, 'latin1'))
  // Outside of what is watched, so that no fault meets it.
  const start = `cat ${quote(dhcpd.config)} ${quote(includedPath)} >${quote(loadedPath)}; ${dhcpd.start}`
  const settings = [
    `config=${dhcpd.config}`,
    `leases=${dhcpd.leases}`,
    `pid-file=${dhcpd.pidFile}`,
    `state=${statePath}`,
    `test=${dhcpd.test}`,
    `start=${start}`,
    `stop=${dhcpd.stop}`,
    'healthy-seconds=0.2',
  ]
  writeFileSync(helperPath, helperScript(), { mode: 0o755 })
  const initPath = join(root, 'init.sh')
  // Takes note of every process that ends, as an init does: until then it counts as running for the next dhcpd.
  const shell = env.LEASEHOLD_SHELL ?? '/bin/sh'
  const access = await prepareSshd(join(root, 'ssh'), [shell, helperPath, settingsPath].map(quote).join(' '))
  writeFileSync(initPath, `/usr/sbin/sshd -D -f ${quote(join(root, 'ssh/sshd_config'))} &\nwait\n`)
  const guardian = startGuardian(initPath, [network.server, network.device])
  const inside = ['/usr/bin/nsenter', '-t', await pidOf(initPath), '-p', '-m']

  function files(): SourceFile[] {
    return [dhcpd.config, includedPath].map((path) => ({ path, content: readFileSync(path, 'latin1') }))
  }

  function look(): Sight {
    const paths = [dhcpd.config, includedPath]
    return {
      files: paths.map((path) => (existsSync(path) ? readFileSync(path, 'latin1') : undefined)),
      modes: paths.map((path) => (existsSync(path) ? modeOf(path) : 'none')),
      daemons: daemonsWith(dhcpd.config),
      loaded: existsSync(loadedPath) ? readFileSync(loadedPath, 'latin1') : '',
      strays: [
        ...readdirSync(join(folder, 'etc')).filter((name) => !['dhcpd.conf', 'hosts.conf'].includes(name)),
        ...straysIn(statePath),
      ],
    }
  }

  /** A watchdog of the run before would mistake the next one's journal for its own, as the lock is a new one. */
  async function killHelpers(): Promise<void> {
    for (;;) {
      const helpers = processes((words) => words.includes(helperPath))
      if (helpers.length === 0) return
      // One that starts its watchdog at this moment leaves a process that no list had: so the list is made again.
      await killAll(helpers)
    }
  }

  async function cutPower(): Promise<void> {
    await killAll(daemonsWith(dhcpd.config))
    rmSync(dhcpd.pidFile, { force: true })
  }

  function isAsAtFirst(): boolean {
    const { files, modes, daemons, loaded, strays } = look()
    const wanted = content.main + content.included
    return (
      strays.length === 0 &&
      files.join('') === wanted &&
      loaded === wanted &&
      daemons.length === 1 &&
      modes.join() === MODES.map((mode) => `${mode.toString(8)} 0 0`).join()
    )
  }

  async function reset(): Promise<void> {
    await killHelpers()
    rmSync(statePath, { recursive: true, force: true })
    writeFileSync(settingsPath, `${settings.join('\n')}\n`, { mode: 0o600 })
    if (isAsAtFirst()) return
    await cutPower()
    rmSync(join(folder, 'etc'), { recursive: true, force: true })
    mkdirSync(join(folder, 'etc'))
    const [mode, includedMode] = MODES
    writeFileSync(dhcpd.config, content.main, { encoding: 'latin1', mode })
    writeFileSync(includedPath, content.included, { encoding: 'latin1', mode: includedMode })
    startDaemon()
  }

  function startDaemon(): void {
    const [program = '', ...words] = [...inside, '/bin/sh', '-c', start]
    execFileSync(program, words, { stdio: 'ignore' })
  }

  function set(name: string, now: (was: string) => string): void {
    const lines = readFileSync(settingsPath, 'utf8').trimEnd().split('\n')
    const was = lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
    const others = lines.filter((line) => !line.startsWith(`${name}=`))
    writeFileSync(settingsPath, `${[...others, `${name}=${now(was)}`].join('\n')}\n`)
  }

  return {
    folder,
    configPath: dhcpd.config,
    includedPath,
    statePath,
    settingsPath,
    dhcpd,
    access: { ...access, command: 'leasehold-helper' },
    command: [...inside, shell, helperPath, settingsPath],
    files,
    look,
    set,
    reset,
    cutPower,
    startDaemon,
    async close() {
      await guardian.release()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** The first process of a bed, as soon as it is there. */
async function pidOf(init: string): Promise<string> {
  for (;;) {
    const pid = readdirSync('/proc').find(
      (entry) => /^\d+$/.test(entry) && wordsOf(entry) === `sh\0${init}\0`,
    )
    if (pid !== undefined) return pid
    await setTimeout(10)
  }
}

function wordsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}

function modeOf(path: string): string {
  const { mode, uid, gid } = statSync(path)
  return `${(mode & 0o7777).toString(8)} ${uid} ${gid}`
}

function daemonsWith(config: string): string[] {
  return processes(
    ([program, ...words]) => program === 'dhcpd' && words.includes(config) && !words.includes('-t'),
  )
}

/** The numbers of the processes whose command line is such a one. */
function processes(isWanted: (words: readonly string[]) => boolean): string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isWanted(wordsOf(pid).split('\0')))
}

/** Kills processes and resolves when they are gone. */
async function killAll(pids: readonly string[]): Promise<void> {
  for (const pid of pids) send(pid, 'SIGKILL')
  while (pids.some((pid) => send(pid, 0))) await setTimeout(5)
}

/** Gives whether there is such a process. */
function send(pid: string, signal: 'SIGKILL' | 0): boolean {
  try {
    return process.kill(Number(pid), signal)
  } catch {
    return false
  }
}

/** What a helper left that no longer runs, or that never tidied up. */
function straysIn(statePath: string): string[] {
  return [
    ...namesIn(statePath).filter((name) => !LASTING.includes(name)),
    ...['backups', 'outcomes'].flatMap((folder) =>
      namesIn(join(statePath, folder)).filter((name) => name.startsWith('.')),
    ),
  ]
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}
