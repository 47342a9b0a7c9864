import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
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
  /** Asks it and gives the lines of its answer. */
  ask(request: WireRequest): readonly string[]
  /**
   * Puts splices into a configuration as a test that writes nothing.
   * @returns `passed`, or why it was refused
   */
  judge(content: string, splices: readonly Splice[]): string
  close(): void
}

export interface BareOptions {
  /** How the helper is run: `dash` by default. */
  readonly shell?: readonly string[]
  /** More lines of its settings. */
  readonly settings?: readonly string[]
}

let requests = 0

/** Taken away when the test has ended, unless `keep` says that the caller does it. */
export function startBareHelper(options: BareOptions = {}, keep = false): BareHelper {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-helper-'))
  const helper = join(folder, 'helper.sh')
  const settings = join(folder, 'helper.conf')
  const configPath = join(folder, 'etc/dhcpd.conf')
  const daemon = startDaemon(folder)
  mkdirSync(join(folder, 'etc'))
  writeFileSync(helper, helperScript())
  writeFileSync(settings, [...settingsIn(folder), ...(options.settings ?? [])].join('\n'), { mode: 0o600 })

  function ask(request: WireRequest): readonly string[] {
    const nonce = String(++requests).padStart(32, '0')
    const [shell = 'dash', ...words] = options.shell ?? ['dash']
    const { stdout } = spawnSync(shell, [...words, helper, settings], {
      input: encodeRequest(request, nonce),
    })
    const answer = decodeAnswer(stdout, nonce)
    if (answer.kind !== 'whole') throw new Error(`the helper's answer was ${answer.kind}`)
    return answer.lines
  }

  function judge(content: string, splices: readonly Splice[]): string {
    writeFileSync(configPath, content, 'latin1')
    const files = [{ path: configPath, content }]
    const [main = { path: configPath, digest: '' }] = digestsOf(files)
    const after = toBytes(applyEdits(content, splices))
    const lines = ask({
      verb: 'apply',
      mode: 'test',
      id: `test-${requests}`,
      base: configurationDigest([main]),
      main: main.digest,
      files: [],
      changes: [{ path: configPath, size: after.length, digest: sha256(after), splices }],
    })
    if (readFileSync(configPath, 'latin1') !== content) throw new Error('a test wrote to the file')
    if (lines[0] === 'outcome passed' || lines[0] === 'outcome unchanged') return 'passed'
    return lines.find((line) => line.startsWith('detail '))?.slice('detail '.length) ?? lines.join('; ')
  }

  function close(): void {
    daemon.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  if (!keep) onTestFinished(close)
  return { folder, configPath, ask, judge, close }
}

/** A process that looks like a dhcpd and does nothing. */
function startDaemon(folder: string): ChildProcess {
  const sleep = ['/usr/bin/sleep', '/bin/sleep'].find((path) => existsSync(path)) ?? 'sleep'
  copyFileSync(sleep, join(folder, 'dhcpd'))
  const daemon = spawn(join(folder, 'dhcpd'), ['100000'], { stdio: 'ignore' })
  writeFileSync(join(folder, 'dhcpd.pid'), `${daemon.pid}\n`)
  return daemon
}

function settingsIn(folder: string): string[] {
  return [
    `config=${folder}/etc/dhcpd.conf`,
    `leases=${folder}/dhcpd.leases`,
    `pid-file=${folder}/dhcpd.pid`,
    `state=${folder}/state`,
    'test=true',
    'start=true',
    'stop=true',
    'healthy-seconds=0',
  ]
}
