import { execFileSync } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { configurationDigest, digestsOf, sha256 } from '../../src/remote/digest.ts'
import type { FileChange } from '../../src/remote/wire.ts'
import { needs } from '../support/needs.ts'
import {
  type BareHelper,
  callsIn,
  detailOf,
  fakes,
  holdLock,
  startBareHelper,
  startCommand,
} from './bare-helper.ts'

const machine = needs('linux', 'dash', 'flock')

const OLD = 'authoritative;\n'
const ADD = { offset: 0, length: 0, content: 'host a { }\n' }

function file(helper: BareHelper): string {
  return readFileSync(helper.configPath, 'latin1')
}

function pidOf({ folder }: BareHelper): string {
  return readFileSync(join(folder, 'dhcpd.pid'), 'latin1')
}

function expectUntouched(helper: BareHelper, content = OLD): void {
  expect(file(helper)).toBe(content)
  expect(readdirSync(dirname(helper.configPath))).toEqual(['dhcpd.conf'])
  expect(readdirSync(helper.statePath)).not.toContain('journal')
  expect(helper.isRunning()).toBe(true)
}

/** A change that puts a host before a file's content. */
function changeOf(path: string, content: string): FileChange {
  const after = Buffer.from(ADD.content + content)
  return { path, size: after.length, digest: sha256(after), splices: [ADD] }
}

/** Asks for changes on these files; the first is the main one. */
function applyOn(helper: BareHelper, paths: readonly string[], changes: readonly FileChange[]) {
  const [main = { path: '', digest: '' }, ...files] = digestsOf(
    paths.map((path) => ({ path, content: readFileSync(path, 'latin1') })),
  )
  const base = configurationDigest([main, ...files])
  return helper.ask({ verb: 'apply', mode: undefined, id: 'one', base, main: main.digest, files, changes })
}

describe.skipIf(machine.skip)('a transaction', () => {
  // SAFETY C4
  test('sent twice is done once and answered the same', () => {
    const helper = startBareHelper()
    const first = helper.apply('one', [ADD])
    const then = pidOf(helper)

    const second = helper.apply('one', [{ ...ADD, content: 'host b { }\n' }])

    expect(second).toEqual(first)
    expect(file(helper)).toBe(ADD.content + OLD)
    expect(pidOf(helper)).toBe(then)
  })

  // SAFETY D7
  test('that changes nothing restarts nothing', () => {
    const helper = startBareHelper()
    writeFileSync(helper.configPath, ADD.content)
    const then = { inode: statSync(helper.configPath).ino, pid: pidOf(helper) }

    const lines = helper.apply('one', [{ ...ADD, length: ADD.content.length }])

    expect(lines[0]).toBe('outcome unchanged')
    expect({ inode: statSync(helper.configPath).ino, pid: pidOf(helper) }).toEqual(then)
  })

  // SAFETY C1
  test('is busy while another is under way, and asking for another one then says that it runs', async () => {
    const helper = startBareHelper()
    helper.apply('zero', [ADD])
    await holdLock(helper)

    expect(helper.apply('one', [ADD])).toEqual(['outcome busy'])
    expect(helper.ask({ verb: 'status', id: 'one' })).toEqual(['status running'])
    expect(helper.ask({ verb: 'status', id: 'zero' })[0]).toMatch(/^outcome applied /)
    expectUntouched(helper, ADD.content + OLD)
  })

  // SAFETY K3
  test('is refused for a file that is not of the configuration, or that the settings do not open', () => {
    const helper = startBareHelper()
    const other = join(helper.folder, 'secret')
    writeFileSync(other, '')
    const refused = `detail ${other} is no file of this configuration that may be changed`

    expect(applyOn(helper, [helper.configPath], [changeOf(other, '')])[1]).toBe(refused)
    expect(applyOn(helper, [helper.configPath, other], [changeOf(other, '')])[0]).toBe(
      'outcome refused environment',
    )
    expect(readFileSync(other, 'latin1')).toBe('')
    expectUntouched(helper)
  })

  // SAFETY F5
  test.each<[string, (folder: string) => string]>([
    [
      'to a copy',
      (folder) =>
        `cp '${folder}/etc/dhcpd.conf' '${folder}/copy'; ln -sf '${folder}/copy' '${folder}/etc/dhcpd.conf'`,
    ],
    [
      'in the place of the file',
      (folder) =>
        `mv '${folder}/etc/dhcpd.conf' '${folder}/copy'; ln -s '${folder}/copy' '${folder}/etc/dhcpd.conf'`,
    ],
  ])('is stale when a link is laid %s while it is tested', (_, lay) => {
    const helper = startBareHelper({
      settings: (folder) => [`test=f() { ! mkdir '${folder}/once' 2>/dev/null || { ${lay(folder)}; }; }; f`],
    })

    const lines = helper.apply('one', [ADD])

    expect(lines).toEqual(['outcome stale'])
    expect(lstatSync(helper.configPath).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(helper.folder, 'copy'), 'latin1')).toBe(OLD)
  })

  // SAFETY D6
  test('is refused where the watchdog does not start', () => {
    const helper = startBareHelper({ settings: () => ['watchdog=false'] })

    const lines = helper.apply('one', [ADD])

    expect(lines[0]).toBe('outcome refused environment')
    expect(detailOf(lines)).toContain('the watchdog')
    expectUntouched(helper)
  })

  test('lets dhcpd make files that others may read, and keeps its own to root', () => {
    const helper = startBareHelper({
      settings: (folder) => [`start=>'${folder}/made'; ${startCommand(folder)}`],
    })

    helper.apply('one', [ADD])

    expect(statSync(join(helper.folder, 'made')).mode & 0o777).toBe(0o644)
    expect(statSync(join(helper.statePath, 'outcomes/one')).mode & 0o777).toBe(0o600)
  })

  test('that only takes something out needs no payload', () => {
    const helper = startBareHelper()
    writeFileSync(helper.configPath, ADD.content + OLD)

    const lines = helper.apply('one', [{ offset: 0, length: ADD.content.length, content: '' }])

    expect(lines[0]).toMatch(/^outcome applied /)
    expect(file(helper)).toBe(OLD)
  })

  // SAFETY F5
  test('is refused for one file under two names', () => {
    const helper = startBareHelper()
    const alias = join(helper.folder, 'etc/alias.conf')
    symlinkSync(helper.configPath, alias)

    const lines = applyOn(
      helper,
      [helper.configPath, alias],
      [changeOf(helper.configPath, OLD), changeOf(alias, OLD)],
    )

    expect(lines[0]).toBe('outcome refused environment')
    expect(file(helper)).toBe(OLD)
  })

  // SAFETY D1
  test('that dhcpd -t refuses is refused, and no restart follows', () => {
    const helper = startBareHelper({ settings: () => ['test=f() { ! grep -q "^host" "$1"; }; f'] })
    const then = pidOf(helper)

    expect(helper.apply('one', [ADD])[0]).toBe('outcome refused test-failed')
    expect(pidOf(helper)).toBe(then)
    expectUntouched(helper)
  })

  // SAFETY D5
  test.each<[string, string, string]>([
    ['when the change would mend it', 'f() { grep -q "^host" "$1"; }; f', ADD.content],
    ['when the change may not be made anyway', 'false', '# no host\n'],
    ['when the new file fails too', 'false', ADD.content],
  ])('on a file that dhcpd -t refuses already is refused for that, %s', (_, command, content) => {
    const helper = startBareHelper({ settings: () => [`test=${command}`] })

    const lines = helper.apply('one', [{ ...ADD, content }])

    expect(lines[0]).toBe('outcome refused base-broken')
    expectUntouched(helper)
  })

  // SAFETY D5
  test.each<[string, (helper: BareHelper) => void, string]>([
    [
      'no dhcpd runs',
      ({ folder }) => void execFileSync('sh', ['-c', `kill $(cat ${folder}/dhcpd.pid)`]),
      'was not running',
    ],
    [
      'two of them run',
      ({ folder }) => void execFileSync('sh', ['-c', startSecond(folder)]),
      'more than one dhcpd runs',
    ],
  ])('is refused when %s', (_, spoil, sentence) => {
    const helper = startBareHelper()
    onTestFinished(
      () => void execFileSync('sh', ['-c', `kill $(cat ${helper.folder}/second.pid 2>/dev/null) || :`]),
    )
    spoil(helper)

    const lines = helper.apply('one', [ADD])

    expect(lines[0]).toBe('outcome refused daemon-down')
    expect(detailOf(lines)).toContain(sentence)
    expect(file(helper)).toBe(OLD)
  })
})

/** A dhcpd with the same configuration, of which the pid file knows nothing. */
function startSecond(folder: string): string {
  return `cp /bin/dash '${folder}/second' && mkdir '${folder}/2' && mv '${folder}/second' '${folder}/2/dhcpd' && { '${folder}/2/dhcpd' -c 'sleep 30; :' x -cf '${folder}/etc/dhcpd.conf' >/dev/null 2>&1 & echo $! >'${folder}/second.pid'; sleep 0.1; }`
}

// SAFETY C2
describe.skipIf(machine.skip)('a hand edit', () => {
  const byHand = (folder: string) => `echo '# by hand' >>'${folder}/etc/dhcpd.conf'`

  test('since the file was read makes the plan stale', () => {
    const helper = startBareHelper()
    const paths = [helper.configPath]
    const [main] = digestsOf([{ path: helper.configPath, content: OLD }])
    writeFileSync(helper.configPath, `${OLD}# by hand\n`)
    if (!main) throw new Error('a digest was expected')

    const lines = helper.ask({
      verb: 'apply',
      mode: undefined,
      id: 'one',
      base: configurationDigest([main]),
      main: main.digest,
      files: [],
      changes: [changeOf(paths[0] ?? '', OLD)],
    })

    expect(lines).toEqual(['outcome stale'])
    expectUntouched(helper, `${OLD}# by hand\n`)
  })

  test.each<[string, (folder: string) => string[]]>([
    ['while it is copied', (folder) => [fakes(folder, { cp: `/bin/cp "$@"; ${byHand(folder)}` })]],
    ['while it is tested', (folder) => [`test=f() { ${byHand(folder)}; }; f`]],
  ])('%s makes the plan stale, and stays', (_, settings) => {
    const helper = startBareHelper({ settings })

    const lines = helper.apply('one', [ADD])

    expect(lines).toEqual(['outcome stale'])
    expect(file(helper)).toMatch(/^authoritative;\n(# by hand\n)+$/)
    expectUntouched(helper, file(helper))
  })

  // SAFETY D4
  test('while dhcpd does not start is never overwritten', () => {
    const helper = startBareHelper({ settings: (folder) => [`start=${byHand(folder)}; false`] })

    const lines = helper.apply('one', [ADD])

    expect(lines[0]).toBe('outcome needs-operator')
    expect(detailOf(lines)).toContain('was changed by someone else meanwhile and is left as it is')
    expect(file(helper)).toContain('host a { }\nauthoritative;\n# by hand\n')
  })
})

describe.skipIf(machine.skip)('several splices', () => {
  test('take out and put in at their places', () => {
    const helper = startBareHelper()
    const before = '# one\nhost a { }\n# two\nhost b { }\n# three\n'
    writeFileSync(helper.configPath, before)

    const lines = helper.apply('one', [
      { offset: 6, length: 11, content: 'host new { }\n' },
      { offset: before.length, length: 0, content: 'host c { }\n' },
    ])

    expect(lines[0]).toMatch(/^outcome applied /)
    expect(file(helper)).toBe('# one\nhost new { }\n# two\nhost b { }\n# three\nhost c { }\n')
  })

  test('of two files each go into their own', () => {
    const helper = startBareHelper()
    const more = join(helper.folder, 'etc/more.conf')
    writeFileSync(helper.configPath, `include "${more}";\n`)
    writeFileSync(more, '# more\n')
    const main = file(helper)

    const lines = applyOn(
      helper,
      [helper.configPath, more],
      [changeOf(helper.configPath, main), changeOf(more, '# more\n')],
    )

    expect(lines[0]).toMatch(/^outcome applied /)
    expect([file(helper), readFileSync(more, 'latin1')]).toEqual([
      ADD.content + main,
      `${ADD.content}# more\n`,
    ])
    expect(readdirSync(dirname(more)).toSorted()).toEqual(['dhcpd.conf', 'more.conf'])
  })
})

// SAFETY F6
describe.skipIf(machine.skip)('a change of an included file', () => {
  /** A main file, one that it includes, and one included there; the test notes what it was given. */
  function startNested(outer = 'etc/outer.conf', statement = (path: string) => `include "${path}";\n`) {
    const helper = startBareHelper({
      settings: (folder) => [
        // The configuration as it is may be tested at the same time.
        `test=f() { case $1 in *-tested-*) cat "$1" >'${folder}/tested'; for copy in '${folder}'/etc/.leasehold-*; do echo "$copy"; done >'${folder}/copies' ;; esac; }; f`,
      ],
    })
    const paths = [outer, 'etc/inner.conf', 'etc/aside.conf'].map((name) => join(helper.folder, name))
    const [above = '', below = '', aside = ''] = paths
    writeFileSync(helper.configPath, `include "${aside}";\n${statement(above)}`)
    writeFileSync(above, `include "${below}";\n`)
    writeFileSync(below, '# inner\n')
    writeFileSync(aside, '# aside\n')
    const tested = () => readFileSync(join(helper.folder, 'tested'), 'latin1')
    return { helper, paths: [helper.configPath, ...paths], below, tested }
  }

  test('is tested by copies of all that lead to it, and they are taken away', () => {
    const { helper, paths, below, tested } = startNested()

    const lines = applyOn(helper, paths, [changeOf(below, '# inner\n')])

    expect(lines[0]).toMatch(/^outcome applied /)
    expect(tested()).toContain(`include "${helper.folder}/etc/aside.conf";`)
    expect(tested()).toMatch(/include ".*\/\.leasehold-[0-9a-f]{8}-tested-dhcpd\.conf-2";/)
    expect(new Set(readFileSync(join(helper.folder, 'copies'), 'latin1').trim().split('\n')).size).toBe(4)
    expect(readdirSync(join(helper.folder, 'etc')).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test.each<[string, Parameters<typeof startNested>]>([
    ['whose path holds a blank', ['etc/out er.conf']],
    ['whose include statement spans lines', ['etc/outer.conf', (path) => `include\n"${path}";\n`]],
  ])('below one %s is refused, as it cannot be tested', (_, words) => {
    const { helper, paths, below } = startNested(...words)

    const lines = applyOn(helper, paths, [changeOf(below, '# inner\n')])

    expect(lines[0]).toBe('outcome refused environment')
    expect(detailOf(lines)).toMatch(/^the include statement of .* must stand on one line/)
    expect(readFileSync(below, 'latin1')).toBe('# inner\n')
    expect(readdirSync(join(helper.folder, 'etc')).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('is refused where its copy cannot be written', () => {
    const { helper, paths, below } = startNested()
    writeFileSync(
      join(helper.folder, 'helper.conf'),
      `${readFileSync(join(helper.folder, 'helper.conf'), 'latin1')}\n${fakes(helper.folder, { sed: 'case $1 in s*) echo "No space left on device" >&2; exit 1 ;; esac; exec /bin/sed "$@"' })}\n`,
    )

    const lines = applyOn(helper, paths, [changeOf(below, '# inner\n')])

    expect(lines[0]).toBe('outcome refused environment')
    expect(callsIn(helper).length).toBeGreaterThan(0)
  })
})
