import { execFileSync, spawnSync } from 'node:child_process'
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
import { join } from 'node:path'
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
  /** Runs it without a request. */
  run(word: 'recover' | 'boot'): void
  /** Puts splices into the configuration as it is. */
  apply(id: string, splices: readonly Splice[], mode?: 'test'): readonly string[]
  /**
   * Puts splices into a configuration as a test that writes nothing.
   * @returns `passed`, or why it was refused
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

let requests = 0

/** Taken away when the test has ended, unless `keep` says that the caller does it. */
export function startBareHelper(options: BareOptions = {}, keep = false): BareHelper {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-helper-'))
  const helper = join(folder, 'helper.sh')
  const settings = join(folder, 'helper.conf')
  const configPath = join(folder, 'etc/dhcpd.conf')
  mkdirSync(join(folder, 'etc'))
  writeFileSync(configPath, 'authoritative;\n')
  writeFileSync(helper, helperScript())
  writeFileSync(settings, [...settingsIn(folder), ...(options.settings?.(folder) ?? [])].join('\n'), {
    mode: 0o600,
  })
  startDaemon(folder)

  function runHelper(input: Buffer, ...words: string[]): Buffer {
    const [shell = 'dash', ...before] = options.shell?.(folder) ?? ['dash']
    return spawnSync(shell, [...before, helper, settings, ...words], { input }).stdout
  }

  function ask(request: WireRequest): readonly string[] {
    const nonce = String(++requests).padStart(32, '0')
    const answer = decodeAnswer(runHelper(encodeRequest(request, nonce)), nonce)
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
    const lines = apply(`test-${requests}`, splices, 'test')
    if (readFileSync(configPath, 'latin1') !== content) throw new Error('a test wrote to the file')
    if (lines[0] === 'outcome passed' || lines[0] === 'outcome unchanged') return 'passed'
    return detailOf(lines)
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
    run: (word) => void runHelper(Buffer.alloc(0), word),
    apply,
    judge,
    isRunning: () => isRunning(folder),
    close,
  }
}

/** A line of settings with which nothing waits for the disk, for tests that ask hundreds of times. */
export function withoutSync(folder: string): string {
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/sync'), '#!/bin/sh\n', { mode: 0o755 })
  return `path=${folder}/bin:/usr/sbin:/usr/bin:/sbin:/bin`
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
