import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { type BareHelper, callsIn, detailOf, fakes, startBareHelper, startCommand } from './bare-helper.ts'

const machine = needs('linux', 'dash', 'flock')

const ADD = { offset: 0, length: 0, content: 'host a { }\n' }

/** What was synced and renamed, in its order, with short names. */
function writesOf(helper: BareHelper): string[] {
  const names = new RegExp(`${helper.folder}/|[0-9a-f]{64}`, 'g')
  return callsIn(helper).map((call) =>
    call
      .replaceAll(names, (name) => (name.endsWith('/') ? '' : 'DIGEST'))
      .replaceAll(/\.leasehold-[0-9a-f]{8}-/g, '.leasehold-TAG-')
      .replaceAll('mv -f', 'mv'),
  )
}

/** A helper whose `sync` fails where its argument fits a pattern of `case`. */
function startWithFailingSync(pattern: string, more: (folder: string) => string[] = () => []): BareHelper {
  return startBareHelper({
    settings: (folder) => [
      ...more(folder),
      fakes(folder, {
        sync: `case $1 in ${pattern}) echo 'sync: Input/output error' >&2; exit 1 ;; esac; exec /bin/sync "$@"`,
      }),
    ],
  })
}

/** One durable write: the half file, its rename, the folder. */
function written(path: string): string[] {
  const half = path.replace(/([^/]+)$/, '.half-$1')
  return [`sync ${half}`, `mv ${half} ${path}`, `sync ${dirname(path)}`]
}

const noted = (folder: string) => fakes(folder, { sync: 'exec /bin/sync "$@"', mv: 'exec /bin/mv "$@"' })

describe.skipIf(machine.skip)('each step is on the disk before the next begins', () => {
  // SAFETY F6
  test('when a change is applied', () => {
    const helper = startBareHelper({ settings: (folder) => ['watchdog=true', noted(folder)] })

    helper.apply('one', [ADD])

    expect(writesOf(helper)).toEqual([
      ...written('state/journal'),
      'sync etc/.leasehold-TAG-previous-dhcpd.conf',
      'sync etc/.leasehold-TAG-staged-dhcpd.conf',
      ...written('state/backups/DIGEST'),
      ...written('state/restoring'),
      ...written('state/journal'),
      'mv etc/.leasehold-TAG-staged-dhcpd.conf etc/dhcpd.conf',
      'sync etc',
      ...written('state/outcomes/one'),
      'sync state',
    ])
  })

  // SAFETY F6, D4
  test('when a change is undone', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        'watchdog=true',
        noted(folder),
        `start=if grep -q host '${folder}/etc/dhcpd.conf'; then false; else ${startCommand(folder)}; fi`,
      ],
    })

    const lines = helper.apply('one', [ADD])

    expect(lines[0]).toBe('outcome rolled-back')
    expect(writesOf(helper).slice(-8)).toEqual([
      'mv state/restoring state/journal',
      'sync state',
      'mv etc/.leasehold-TAG-previous-dhcpd.conf etc/dhcpd.conf',
      'sync etc',
      ...written('state/outcomes/one'),
      'sync state',
    ])
  })
})

describe.skipIf(machine.skip)('a disk that fails', () => {
  // SAFETY F7
  test.each([
    ['at the journal', '*/.half-journal', 'the journal cannot be written: the disk reports an error'],
    [
      'at the first journal',
      '*/.half-journal) ! grep -q staging "$1" || exit 1 ;; none',
      'the journal cannot be written: see to its folder on that machine',
    ],
    [
      'at the copy of the old file',
      '*/.leasehold-*-previous-*',
      'cannot be written: the disk reports an error',
    ],
    ['at the new file', '*/.leasehold-*-staged-*', 'cannot be written: the disk reports an error'],
    ['at the backup', '*/backups/.half-*', 'the backup cannot be written: the disk reports an error'],
    [
      'at the journal before the swap',
      `*/.half-journal) ! grep -q swapping "$1" || exit 1 ;; none`,
      'the journal cannot be written: see to its folder on that machine',
    ],
  ])('%s ends the transaction before anything is changed', (_, pattern, sentence) => {
    const helper = startWithFailingSync(pattern)

    const lines = helper.apply('one', [ADD])

    expect(lines[0]).toBe('outcome refused environment')
    expect(detailOf(lines)).toContain(sentence)
    expect(readFileSync(helper.configPath, 'latin1')).toBe('authoritative;\n')
    expect(readdirSync(dirname(helper.configPath))).toEqual(['dhcpd.conf'])
    expect(readdirSync(helper.statePath)).not.toContain('journal')
    expect(helper.isRunning()).toBe(true)
  })

  // SAFETY D4
  test('and gives another copy of the old file than there was ends the transaction, too', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        fakes(folder, { cp: `/bin/cp "$@"; case $3 in *-previous-*) echo >>"$3" ;; esac` }),
      ],
    })

    const lines = helper.apply('one', [ADD])

    expect(lines[0]).toBe('outcome refused environment')
    expect(detailOf(lines)).toContain('cannot be kept as it was')
    expect(readFileSync(helper.configPath, 'latin1')).toBe('authoritative;\n')
  })

  // SAFETY C4
  test('at the outcome leaves the journal, so that the next helper records it', () => {
    const helper = startWithFailingSync(`*/outcomes/.half-*) [ -e "$0.mended" ] || exit 1 ;; none`, () => [
      'watchdog=true',
    ])
    helper.apply('one', [ADD])
    expect(readdirSync(join(helper.statePath, 'outcomes'))).toEqual([])
    expect(readdirSync(helper.statePath)).toContain('journal')

    writeFileSync(join(helper.folder, 'bin/sync.mended'), '')
    helper.run('recover')

    expect(readdirSync(join(helper.statePath, 'outcomes'))).toEqual(['one'])
    expect(readdirSync(helper.statePath)).not.toContain('journal')
    expect(readFileSync(helper.configPath, 'latin1')).toContain('host a')
  })

  test('at the record that nothing is known of a transaction says so, instead of that', () => {
    const helper = startWithFailingSync('*/outcomes/.half-*')

    expect(helper.ask({ verb: 'status', id: 'one' })).toEqual([
      'error environment the state folder cannot be written: the disk reports an error',
    ])
  })

  test.each([
    ['No space left on device', 'the disk is full'],
    ['Disk quota exceeded', 'the disk is full'],
    ['Read-only file system', 'the file system is read-only'],
    ['Device or resource busy', 'it is a mount point or in use'],
    ['Invalid cross-device link', 'it lies on another file system than its folder'],
    ['Input/output error', 'the disk reports an error'],
    ['Operation not permitted', 'it is not permitted (an immutable file, or a security policy)'],
    ['Permission denied', 'it is not permitted (an immutable file, or a security policy)'],
    ['Something else', 'see to its folder on that machine'],
  ])('with the words “%s” while the new file is put together is told in other words', (words, cause) => {
    const helper = startBareHelper({
      settings: (folder) => [fakes(folder, { dd: `echo 'dd: ${words}' >&2; exit 1` })],
    })

    const lines = helper.apply('one', [ADD])

    expect(lines[0]).toBe('outcome refused environment')
    expect(detailOf(lines)).toBe(
      `${helper.configPath} cannot be copied with its mode, owner and attributes: ${cause}`,
    )
  })
})
