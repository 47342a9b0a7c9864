import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Configuration } from '../../src/dhcpd/source.ts'
import { configurationDigest, digestsOf, sha256 } from '../../src/remote/digest.ts'
import { applyRequest } from '../../src/remote/transaction.ts'
import { needs } from '../support/needs.ts'
import {
  type BareHelper,
  beside,
  callsIn,
  detailOf,
  fakes,
  holdLock,
  mounted,
  startBareHelper,
  startCommand,
  stopCommand,
} from './bare-helper.ts'

const machine = needs('root', 'linux', 'dash', 'busybox', 'flock', 'unshare')

const BIG = `${'# filler\n'.repeat(1500)}`

function add(name = 'new'): { offset: number; length: number; content: string } {
  return { offset: 0, length: 0, content: `host ${name} { filename "x"; }\n` }
}

describe.skipIf(machine.skip)('what the machine cannot do is refused with its cause', () => {
  test.each<[string, (folder: string) => string, string]>([
    [
      'a full disk',
      (folder) =>
        `cp -p '${folder}/etc/dhcpd.conf' '${folder}/kept'; mount -t tmpfs -o size=20k none '${folder}/etc'; cp -p '${folder}/kept' '${folder}/etc/dhcpd.conf'`,
      'the disk is full',
    ],
    [
      'a read-only file system',
      (folder) => `mount --bind '${folder}/etc' '${folder}/etc'; mount -o remount,bind,ro '${folder}/etc'`,
      'the file system is read-only',
    ],
    [
      'a file that is a mount point',
      (folder) => `mount --bind '${folder}/etc/dhcpd.conf' '${folder}/etc/dhcpd.conf'`,
      'it is a mount point or in use',
    ],
  ])('%s', (_, commands, cause) => {
    const helper = startBareHelper({ shell: mounted(commands) })
    writeFileSync(helper.configPath, BIG)

    const lines = helper.apply('one', [add()])

    expect(lines[0]).toBe('outcome refused environment')
    expect(detailOf(lines)).toContain(`${helper.configPath} `)
    expect(detailOf(lines)).toContain(cause)
    expect(readFileSync(helper.configPath, 'latin1')).toBe(BIG)
    expect(readdirSync(dirname(helper.configPath))).toEqual(['dhcpd.conf'])
    expect(helper.isRunning()).toBe(true)
  })

  test('a configuration that is no plain file', () => {
    const helper = startBareHelper({ shell: (folder) => ['sh', '-c', swapForFolder(folder), 'sh'] })

    expect(detailOf(helper.apply('one', [add()]))).toBe('the configuration is no plain file')
  })

  test('a state folder on a full disk', () => {
    const helper = startBareHelper({
      shell: mounted(
        (folder) => `mkdir '${folder}/state'; mount -t tmpfs -o size=4k,nr_inodes=8 none '${folder}/state'`,
      ),
    })

    const lines = helper.apply('one', [{ ...add(), content: `${BIG}${add().content}` }])

    expect(lines).toEqual(['error environment the state folder cannot be written: the disk is full'])
    expect(readFileSync(helper.configPath, 'latin1')).toBe('authoritative;\n')
  })
})

function swapForFolder(folder: string): string {
  return `rm '${folder}/etc/dhcpd.conf'; mkdir '${folder}/etc/dhcpd.conf'; exec dash "$@"`
}

describe.skipIf(machine.skip)('retention', () => {
  function backups(helper: BareHelper): string[] {
    return readdirSync(join(helper.statePath, 'backups')).toSorted()
  }

  // SAFETY F8
  test('keeps the configured number of backups, the newest among them', () => {
    const helper = startBareHelper({ settings: () => ['backups=2'] })
    const contents = ['a', 'b', 'c', 'd'].map((name) => {
      const content = readFileSync(helper.configPath)
      helper.apply(name, [add(name)])
      return sha256(content)
    })

    expect(backups(helper)).toEqual(contents.slice(-2).toSorted())
  })

  // SAFETY F8
  test('takes backups away by age, but never the newest', () => {
    const helper = startBareHelper({ settings: () => ['backup-days=10'] })
    const long = new Date(Date.now() - 12 * 86_400_000)
    helper.apply('one', [add('a')])
    const [old = ''] = backups(helper)
    utimesSync(join(helper.statePath, 'backups', old), long, long)
    const content = readFileSync(helper.configPath)

    helper.apply('two', [add('b')])

    expect(backups(helper)).toEqual([sha256(content)])
  })

  // SAFETY C4
  test('keeps outcomes for as long as a bot may ask again', () => {
    const helper = startBareHelper()
    const outcomes = join(helper.statePath, 'outcomes')
    helper.apply('one', [add('a')])
    helper.apply('two', [add('b')])
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
    utimesSync(join(outcomes, 'one'), daysAgo(92), daysAgo(92))
    utimesSync(join(outcomes, 'two'), daysAgo(88), daysAgo(88))

    helper.apply('three', [add('c')])

    expect(readdirSync(outcomes).toSorted()).toEqual(['three', 'two'])
  })
})

const attributes = needs('root', 'linux', 'dash', 'flock', 'setfacl', 'setfattr')

// SAFETY F4
test.skipIf(attributes.skip)(
  'access lists and attributes stay with the file, and with the file put back',
  () => {
    const helper = startBareHelper({
      settings: (folder) => [
        `start=if grep -q fatal '${folder}/etc/dhcpd.conf'; then false; else ${startCommand(folder)}; fi`,
      ],
    })
    const see = () =>
      execFileSync(
        'sh',
        [
          '-c',
          `getfacl -c --absolute-names '${helper.configPath}'; getfattr --absolute-names -dm - '${helper.configPath}'`,
        ],
        {
          encoding: 'utf8',
        },
      )
    execFileSync('setfacl', ['-m', 'u:1:r', helper.configPath])
    execFileSync('setfattr', ['-n', 'user.kept', '-v', 'yes', helper.configPath])
    const before = see()

    const applied = helper.apply('one', [add()])
    const afterApplied = see()
    const undone = helper.apply('two', [add('fatal')])

    expect([applied[0]?.split(' ')[1], undone[0]]).toEqual(['applied', 'outcome rolled-back'])
    expect([afterApplied, see()]).toEqual([before, before])
  },
)

describe.skipIf(machine.skip)('restarts', () => {
  // SAFETY D7
  test('are kept apart by the floor of the settings, and it is said when the next may come', () => {
    const helper = startBareHelper({ settings: () => ['restart-floor-seconds=30'] })
    helper.apply('one', [add('a')])
    const before = readFileSync(helper.configPath, 'latin1')

    const lines = helper.apply('two', [add('b')])

    expect(lines[0]).toBe('outcome busy')
    expect(lines[1]).toMatch(/^again (2[0-9]|30)$/)
    expect(readFileSync(helper.configPath, 'latin1')).toBe(before)
    expect(helper.ask({ verb: 'status', id: 'two' })).toEqual(['status unknown-transaction'])
  })

  test('of a time that is still to come, noted before the machine was started anew, hold nothing up', () => {
    const helper = startBareHelper({ settings: () => ['restart-floor-seconds=30'] })
    helper.apply('one', [add('a')])
    writeFileSync(join(helper.statePath, 'restarted'), '99999999999999\n')

    expect(helper.apply('two', [add('b')])[0]).toMatch(/^outcome applied /)
  })
})

test.skipIf(machine.skip)('a test writes nothing, restarts nothing and records nothing', () => {
  const helper = startBareHelper()
  const pid = readFileSync(join(helper.folder, 'dhcpd.pid'), 'latin1')

  const passed = helper.apply('one', [add()], 'test')
  const refused = helper.apply('one', [{ ...add(), content: 'x' }], 'test')

  expect([passed[0], refused[0]]).toEqual(['outcome passed', 'outcome refused not-permitted'])
  expect(readFileSync(helper.configPath, 'latin1')).toBe('authoritative;\n')
  expect(readFileSync(join(helper.folder, 'dhcpd.pid'), 'latin1')).toBe(pid)
  expect(readdirSync(join(helper.statePath, 'outcomes'))).toEqual([])
  expect(helper.apply('one', [add()])[0]).toMatch(/^outcome applied /)
})

// SAFETY D1, D5
test.skipIf(machine.skip)(
  'what was written here and passed its test is not tested again before the next change',
  () => {
    const helper = startBareHelper({
      settings: (folder) => [`test=f() { echo tested >>'${folder}/calls'; }; f`],
    })
    const tests = () => callsIn(helper).length

    const counts = ['a', 'b'].map((name) => {
      helper.apply(name, [add(name)])
      return tests()
    })
    writeFileSync(helper.configPath, '# by hand\n')
    helper.apply('c', [add('c')])

    expect([...counts, tests()]).toEqual([2, 3, 5])
  },
)

// SAFETY F3
test.skipIf(machine.skip)('splices that do not give what the request says they give are not written', () => {
  const helper = startBareHelper()
  const content = readFileSync(helper.configPath, 'latin1')
  const request = applyRequest({
    id: 'one',
    base: configurationOf(helper.configPath, content),
    edits: [{ path: helper.configPath, ...add() }],
  })
  const [change] = request?.changes ?? []
  if (!request || !change) throw new Error('a change was expected')
  const forged = [
    { ...change, digest: sha256(Buffer.from('other')) },
    { ...change, size: change.size + 1 },
  ]

  const answers = forged.map((changed, index) =>
    helper.ask({ ...request, id: `forged-${index}`, changes: [changed] }),
  )

  for (const lines of answers) expect(detailOf(lines)).toContain('is not what was planned')
  expect(readFileSync(helper.configPath, 'latin1')).toBe(content)
  expect(readdirSync(dirname(helper.configPath))).toEqual(['dhcpd.conf'])
})

function configurationOf(main: string, content: string): Configuration {
  const files = [{ path: main, content }]
  return { main, files, leases: undefined, digest: configurationDigest(digestsOf(files)) }
}

test.skipIf(machine.skip)('the leases are given alone, and not again when they are known', () => {
  const helper = startBareHelper()
  writeFileSync(join(helper.folder, 'dhcpd.leases'), 'lease\n')
  const digest = sha256(Buffer.from('lease\n'))

  expect(helper.ask({ verb: 'leases', leases: undefined })).toEqual([
    `leases sent ${digest} 6 ${helper.folder}/dhcpd.leases`,
  ])
  expect(helper.ask({ verb: 'leases', leases: digest })).toEqual([
    `leases same ${digest} ${helper.folder}/dhcpd.leases`,
  ])
})

describe.skipIf(machine.skip)('a preset runs dhcpd by', () => {
  const service = (folder: string) =>
    `case " $* " in *stop*) ${stopCommand(folder)} ;; *start*) ${startCommand(folder)} ;; esac`

  test.each<[string, string, string[]]>([
    [
      'systemd',
      'systemctl',
      [
        'systemctl stop isc-dhcp-server',
        'systemctl reset-failed isc-dhcp-server',
        'systemctl start isc-dhcp-server',
      ],
    ],
    ['sysv', 'service', ['service isc-dhcp-server stop', 'service isc-dhcp-server start']],
    ['openrc', 'rc-service', ['rc-service isc-dhcp-server stop', 'rc-service isc-dhcp-server start']],
    ['freebsd-rc', 'service', ['service isc-dhcp-server onestop', 'service isc-dhcp-server onestart']],
  ])('%s: %s', (preset, program, expected) => {
    const helper = startBareHelper({
      settings: (folder) => [
        'start=',
        'stop=',
        `preset=${preset}`,
        fakes(folder, { [program]: service(folder), 'systemd-run': 'exit 0', daemon: 'exit 0' }),
      ],
    })

    const lines = helper.apply('one', [add()])

    expect(lines[0]).toMatch(/^outcome applied /)
    expect(callsIn(helper).filter((call) => call.startsWith(program))).toEqual(expected)
  })

  // SAFETY D6
  test('the watchdog of systemd is a unit of its own, started before the restart', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        'preset=systemd',
        fakes(folder, { 'systemd-run': `cat '${folder}/etc/dhcpd.conf' >'${folder}/seen'` }),
      ],
    })

    helper.apply('one', [add()])

    expect(callsIn(helper)).toEqual([
      `systemd-run --quiet --collect /bin/sh ${helper.folder}/helper.sh ${helper.folder}/helper.conf recover`,
    ])
    expect(existsSync(join(helper.folder, 'seen'))).toBe(true)
  })

  test('what is none of them is refused', () => {
    const helper = startBareHelper({ settings: () => ['preset=upstart'] })

    expect(helper.ask({ verb: 'probe' })).toEqual([
      'error settings preset must be systemd, sysv, openrc, freebsd-rc or command',
    ])
  })
})

test.skipIf(machine.skip)('a probe says what there is', () => {
  const helper = startBareHelper({ settings: () => ['preset=openrc', 'host-limit=7', 'options=host-name'] })

  expect(helper.ask({ verb: 'probe' })).toEqual(
    expect.arrayContaining([
      'version 2',
      'preset openrc',
      'limit hosts 7',
      'limit bytes 1048576',
      'options host-name',
      'has flock',
      'has setsid',
      'lacks lockf',
      'has cp --preserve=all',
      'has dhcpd running',
    ]),
  )
})

describe.skipIf(machine.skip)('without flock, lockf', () => {
  /** All programs but flock, and a lockf made of it. */
  function withoutFlock(folder: string): string {
    const path = fakes(folder, { lockf: 'shift; shift; wait=$1; shift; exec /usr/bin/flock -w "$wait" "$@"' })
    const bin = join(folder, 'bin')
    for (const from of ['/usr/sbin', '/usr/bin', '/sbin', '/bin']) {
      for (const name of readdirSync(from)) {
        if (name !== 'flock' && !existsSync(join(bin, name))) {
          try {
            symlinkSync(join(from, name), join(bin, name))
          } catch {
            // A link that leads nowhere is there already.
          }
        }
      }
    }
    return path.replace(/:.*/, '')
  }

  // SAFETY C1
  test('keeps others out, and lets go when the helper has ended', async () => {
    const helper = startBareHelper({ settings: (folder) => [withoutFlock(folder)] })
    expect(helper.apply('one', [add('a')])[0]).toMatch(/^outcome applied /)
    const holder = spawn('flock', [join(helper.statePath, 'lock'), 'sh', '-c', 'echo held; sleep 60'], {
      detached: true,
    })
    onTestFinished(() => {
      if (holder.pid !== undefined) process.kill(-holder.pid, 'SIGKILL')
    })
    await once(holder.stdout, 'data')

    expect(helper.apply('two', [add('b')])).toEqual(['outcome busy'])
  })

  // SAFETY C1
  test('is let go also where the helper that waits for it is killed', async () => {
    const helper = startBareHelper({ settings: (folder) => [withoutFlock(folder)] })
    helper.apply('one', [add('a')])
    const holder = await holdLock(helper)
    const waiting = spawn('dash', [
      join(helper.folder, 'helper.sh'),
      join(helper.folder, 'helper.conf'),
      'recover',
    ])
    await setTimeout(500)
    waiting.kill('SIGKILL')
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await setTimeout(300)

    expect(helper.apply('two', [add('b')])[0]).toMatch(/^outcome applied /)
  })
})

describe.skipIf(machine.skip)('when the machine starts anew in mid-transaction', () => {
  // SAFETY D6
  test('the old file is put back before dhcpd starts, which the helper leaves to the machine', () => {
    const helper = startBareHelper({
      settings: (folder) => [
        // It would settle the transaction before the machine does.
        'watchdog=true',
        `start=cp -R '${folder}/state' '${folder}/then'; cp '${folder}'/etc/.leasehold-*-previous-dhcpd.conf '${folder}/previous'; ${startCommand(folder)}`,
      ],
    })
    helper.apply('one', [add()])
    restoreMoment(helper)
    spawnSync('sh', ['-c', stopCommand(helper.folder)])

    helper.run('boot')

    expect(readFileSync(helper.configPath, 'latin1')).toBe('authoritative;\n')
    expect(helper.isRunning()).toBe(false)
    expect(helper.ask({ verb: 'status', id: 'one' })[0]).toBe('outcome rolled-back')
    expect(readdirSync(dirname(helper.configPath))).toEqual(['dhcpd.conf'])
  })

  /** The state folder and the copy of the old file as they were when dhcpd was started. */
  function restoreMoment(helper: BareHelper): void {
    const { folder, statePath } = helper
    spawnSync('sh', [
      '-c',
      `rm -rf '${statePath}'; mv '${folder}/then' '${statePath}'; mv '${folder}/previous' '${beside(helper, 'previous-dhcpd.conf')}'`,
    ])
  }
})
