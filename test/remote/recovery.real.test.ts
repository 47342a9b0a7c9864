import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/remote/digest.ts'
import { needs } from '../support/needs.ts'
import {
  type BareHelper,
  beside,
  fakes,
  holdLock,
  startBareHelper,
  startCommand,
  stopCommand,
} from './bare-helper.ts'

const machine = needs('linux', 'dash', 'flock')

const OLD = 'authoritative;\n'
const NEW = 'host a { }\nauthoritative;\n'

/** What lies there when a helper was killed at a step, before the watchdog came. */
interface Left {
  readonly stage: 'staging' | 'swapping' | 'restoring'
  readonly content: string
  /** The copy of the old file; undefined where it was put back already. */
  readonly previous?: string
  readonly staged?: string
}

function leave(helper: BareHelper, { stage, content, previous, staged }: Left): void {
  const { statePath, configPath } = helper
  for (const name of ['backups', 'outcomes']) mkdirSync(join(statePath, name), { recursive: true })
  const change = [sha256(Buffer.from(OLD)), sha256(Buffer.from(NEW)), NEW.length, configPath, configPath]
  const result = 'c'.repeat(64)
  writeFileSync(
    join(statePath, 'journal'),
    `state ${stage}\nid one\nresult ${result}\n${change.join('\t')}\n`,
  )
  writeFileSync(configPath, content)
  if (previous !== undefined) writeFileSync(beside(helper, 'previous-dhcpd.conf'), previous)
  if (staged !== undefined) writeFileSync(beside(helper, 'staged-dhcpd.conf'), staged)
}

function statusOf(helper: BareHelper): string {
  return helper.ask({ verb: 'status', id: 'one' })[0] ?? ''
}

function expectSettled(helper: BareHelper, content: string): void {
  expect(readFileSync(helper.configPath, 'latin1')).toBe(content)
  expect(readdirSync(dirname(helper.configPath))).toEqual(['dhcpd.conf'])
  expect(existsSync(join(helper.statePath, 'journal'))).toBe(false)
  expect(helper.isRunning()).toBe(true)
}

function stopDhcpd({ folder }: BareHelper): void {
  spawnSync('sh', ['-c', stopCommand(folder)])
}

describe.skipIf(machine.skip)('what a killed helper left', () => {
  // SAFETY F7
  test('before the swap is taken away, the copies for the test too', () => {
    const helper = startBareHelper()
    leave(helper, { stage: 'staging', content: OLD, previous: OLD, staged: 'host' })
    writeFileSync(beside(helper, 'tested-dhcpd.conf-1'), '')
    const pid = readFileSync(join(helper.folder, 'dhcpd.pid'), 'latin1')

    helper.run('recover')

    expectSettled(helper, OLD)
    expect(readFileSync(join(helper.folder, 'dhcpd.pid'), 'latin1')).toBe(pid)
    expect(statusOf(helper)).toBe('status unknown-transaction')
  })

  // SAFETY C4
  test('after the outcome was recorded changes nothing of it', () => {
    const helper = startBareHelper()
    leave(helper, { stage: 'swapping', content: NEW, previous: OLD })
    writeFileSync(join(helper.statePath, 'outcomes/one'), 'outcome applied x\n')

    helper.run('recover')

    expectSettled(helper, NEW)
    expect(statusOf(helper)).toBe('outcome applied x')
  })

  // SAFETY D6
  test('with the new file in place is finished', () => {
    const helper = startBareHelper()
    leave(helper, { stage: 'swapping', content: NEW, previous: OLD })
    stopDhcpd(helper)

    helper.run('recover')

    expectSettled(helper, NEW)
    expect(statusOf(helper)).toMatch(/^outcome applied /)
  })

  // SAFETY D6
  test('with a new file with which dhcpd does not start is put back', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        `start=if grep -q host '${folder}/etc/dhcpd.conf'; then false; else ${startCommand(folder)}; fi`,
      ],
    })
    leave(helper, { stage: 'swapping', content: NEW, previous: OLD })

    helper.run('recover')

    expectSettled(helper, OLD)
    expect(statusOf(helper)).toBe('outcome rolled-back')
  })

  // SAFETY D4, D6
  test('while the old file was put back is put back to the end, also where that was done already', () => {
    const helper = startBareHelper()
    leave(helper, { stage: 'restoring', content: OLD })
    stopDhcpd(helper)

    helper.run('recover')

    expectSettled(helper, OLD)
    expect(statusOf(helper)).toBe('outcome rolled-back')
  })

  // SAFETY D4
  test('with no copy of the old file any more is for a person, and the new one stays', () => {
    const helper = startBareHelper()
    leave(helper, { stage: 'restoring', content: NEW, previous: 'something else' })

    helper.run('recover')

    expectSettled(helper, NEW)
    expect(statusOf(helper)).toBe('outcome needs-operator')
  })

  // SAFETY D2
  test('with the old file and no dhcpd gets its dhcpd back', () => {
    const helper = startBareHelper()
    leave(helper, { stage: 'swapping', content: OLD, previous: OLD, staged: NEW })
    stopDhcpd(helper)

    helper.run('recover')

    expectSettled(helper, OLD)
  })

  // SAFETY D4
  test('with a file that somebody else wrote since is left to a person', () => {
    const helper = startBareHelper()
    leave(helper, { stage: 'swapping', content: `${NEW}# by hand\n`, previous: OLD })

    helper.run('recover')

    expectSettled(helper, `${NEW}# by hand\n`)
    expect(statusOf(helper)).toBe('outcome needs-operator')
  })

  // SAFETY C3
  test('is settled before its state is told, or anything is read', () => {
    const asked = startBareHelper()
    leave(asked, { stage: 'swapping', content: NEW, previous: OLD })
    const reading = startBareHelper()
    leave(reading, { stage: 'staging', content: OLD, previous: OLD, staged: 'host' })

    expect(statusOf(asked)).toMatch(/^outcome applied /)
    reading.ask({ verb: 'read', main: undefined, leases: undefined, files: [] })

    expectSettled(asked, NEW)
    expectSettled(reading, OLD)
  })

  // SAFETY C1
  test('is left alone while another helper is at it', async () => {
    const helper = startBareHelper()
    leave(helper, { stage: 'swapping', content: NEW, previous: OLD })
    const holder = await holdLock(helper)

    helper.ask({ verb: 'probe' })

    expect(existsSync(join(helper.statePath, 'journal'))).toBe(true)
    expect(statusOf(helper)).toBe('status running')
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect(statusOf(helper)).toMatch(/^outcome applied /)
  })

  // SAFETY C1
  test('is not recovered by one that does not get the lock', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        fakes(folder, { flock: `[ -e '${folder}/free' ] || exit 1; exec /usr/bin/flock "$@"` }),
      ],
    })
    leave(helper, { stage: 'swapping', content: NEW, previous: OLD })

    helper.run('recover')

    expect(existsSync(join(helper.statePath, 'journal'))).toBe(true)
    writeFileSync(join(helper.folder, 'free'), '')
    helper.run('recover')
    expectSettled(helper, NEW)
  })

  // SAFETY C3, C4
  test('of a configuration that is not there for a moment is settled when it is back, and nothing is said before', () => {
    const helper = startBareHelper()
    leave(helper, { stage: 'swapping', content: NEW, previous: OLD })
    stopDhcpd(helper)
    renameSync(helper.configPath, `${helper.folder}/aside`)

    const statuses = [statusOf(helper), statusOf(helper)]
    const { answer } = helper.run('recover')
    renameSync(`${helper.folder}/aside`, helper.configPath)
    const other = helper.apply('two', [{ offset: 0, length: 0, content: 'host b { }\n' }])

    expect(statuses).toEqual(['status running', 'status running'])
    expect(answer).toContain('outcome busy')
    expect(other[0]).toMatch(/^outcome applied /)
    expect(statusOf(helper)).toMatch(/^outcome applied /)
    expectSettled(helper, `host b { }\n${NEW}`)
  })

  // SAFETY C3
  test('keeps another transaction from beginning, as long as it cannot be settled', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        fakes(folder, { sync: `case $1 in */outcomes/*) exit 1 ;; esac; exec /bin/sync "$@"` }),
      ],
    })
    leave(helper, { stage: 'swapping', content: NEW, previous: OLD })

    expect(helper.apply('two', [{ offset: 0, length: 0, content: 'host b { }\n' }])).toEqual(['outcome busy'])
    expect(statusOf(helper)).toBe('status running')
  })

  // SAFETY D7
  test('does not restart dhcpd again with every question while nothing can be written', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        fakes(folder, { sync: `[ ! -e '${folder}/full' ] || exit 1; exec /bin/sync "$@"` }),
        `start=echo start >>'${folder}/starts'; ${startCommand(folder)}`,
      ],
    })
    leave(helper, { stage: 'swapping', content: NEW, previous: OLD })
    writeFileSync(join(helper.folder, 'full'), '')

    for (let asked = 0; asked < 3; asked++) helper.ask({ verb: 'leases', leases: undefined })

    expect(existsSync(join(helper.folder, 'starts'))).toBe(false)
    expect(helper.isRunning()).toBe(true)
    rmSync(join(helper.folder, 'full'))
    expect(statusOf(helper)).toMatch(/^outcome applied /)
  })

  // SAFETY C4, D4
  test('of a rollback that could not be recorded is told as one later', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        'watchdog=true',
        fakes(folder, {
          sync: `case $1 in */.half-*) [ ! -e '${folder}/full' ] || exit 1 ;; esac; exec /bin/sync "$@"`,
        }),
        // The disk is full from the restart on.
        `start=if grep -q host '${folder}/etc/dhcpd.conf'; then >'${folder}/full'; false; else ${startCommand(folder)}; fi`,
      ],
    })

    const told = helper.apply('one', [{ offset: 0, length: 0, content: 'host a { }\n' }])
    rmSync(join(helper.folder, 'full'))

    expect(told[0]).toBe('outcome rolled-back')
    expect(statusOf(helper)).toBe('outcome rolled-back')
    expectSettled(helper, OLD)
  })
})
