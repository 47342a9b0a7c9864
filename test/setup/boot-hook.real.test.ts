import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bootHook, unhook } from '../../src/setup/boot-hook.ts'
import { helperPath } from '../../src/setup/places.ts'
import type { Step } from '../../src/setup/step.ts'
import type { Init, Survey } from '../../src/setup/survey.ts'
import { needs } from '../support/needs.ts'
import { debian } from './survey.ts'

const machine = needs('shellcheck', 'systemd-analyze')

function hookFor(init: Init, service: string, ...programs: string[]): readonly Step[] {
  return bootHook({ ...debian, init, service, programs: new Set(programs) })
}

function fileIn(steps: readonly Step[]): Extract<Step, { kind: 'file' }> {
  const file = steps.find((step) => step.kind === 'file')
  if (file?.kind !== 'file') throw new Error('the hook has no file')
  return file
}

function commandsIn(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.kind === 'run' ? [step.command] : []))
}

function fileFor(name: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-hook-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, name), content, { mode: 0o644 })
  return join(folder, name)
}

// SAFETY D6
describe.skipIf(machine.skip)('what runs before dhcpd when the machine starts', () => {
  test('is a unit that systemd takes, before dhcpd’s and not wanted by it', () => {
    const steps = hookFor('systemd', 'dhcpd', 'systemctl')
    const { content } = fileIn(steps)
    // It verifies that what is run is there, which on this machine it is not.
    const unit = fileFor('leasehold-recover.service', content.replace(helperPath, '/bin/true'))

    const { stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', unit], {
      encoding: 'utf8',
    })

    expect(stderr.split('\n').filter((line) => line.includes('leasehold'))).toEqual([])
    expect(status).toBe(0)
    expect(content).toContain('Before=dhcpd.service\n')
    expect(content).toContain(`ExecStart=${helperPath} /etc/leasehold/helper.conf boot\n`)
    expect(content).not.toContain('WantedBy=dhcpd')
    expect(commandsIn(steps)).toEqual([
      'systemctl daemon-reload',
      'systemctl enable leasehold-recover.service',
    ])
  })

  test.each([
    [
      'sysv',
      'isc-dhcp-server',
      'update-rc.d',
      '# X-Start-Before:    isc-dhcp-server\n',
      'update-rc.d leasehold-recover defaults',
    ],
    ['sysv', 'dhcpd', 'chkconfig', '# X-Start-Before:    dhcpd\n', 'chkconfig --add leasehold-recover'],
    ['openrc', 'dhcpd', 'rc-update', '  before dhcpd\n', 'rc-update add leasehold-recover default'],
    ['freebsd-rc', 'isc-dhcpd', 'sysrc', '# BEFORE: isc_dhcpd dhcpd\n', 'sysrc leasehold_recover_enable=YES'],
  ] as const)('is a script for %s, before %s', (init, service, program, order, command) => {
    const steps = hookFor(init, service, program)
    const { content } = fileIn(steps)
    const script = fileFor('script', content.replace('#!/sbin/openrc-run', '#!/bin/sh'))

    // What openrc-run and rc.subr read or bring themselves, shellcheck cannot know.
    const excluded = '--exclude=SC1091,SC2034,SC2086'
    const { stdout } = spawnSync('shellcheck', ['--shell=sh', excluded, script], { encoding: 'utf8' })

    expect(stdout).toBe('')
    expect(content).toContain(order)
    expect(content).toContain(`${helperPath} /etc/leasehold/helper.conf boot`)
    expect(commandsIn(steps)).toEqual([command])
  })

  test('is nothing where nothing is known that starts services', () => {
    expect(hookFor('none', 'dhcpd')).toEqual([])
    expect(hookFor('sysv', 'dhcpd')).toEqual([])
  })

  test.each<[string, string, string]>([
    [
      '/etc/systemd/system/leasehold-recover.service',
      'systemctl',
      'systemctl disable leasehold-recover.service',
    ],
    ['/etc/init.d/leasehold-recover', 'update-rc.d', 'update-rc.d -f leasehold-recover remove'],
    ['/etc/init.d/leasehold-recover', 'chkconfig', 'chkconfig --del leasehold-recover'],
    ['/etc/init.d/leasehold-recover', 'rc-update', 'rc-update delete leasehold-recover'],
    ['/usr/local/etc/rc.d/leasehold_recover', 'sysrc', 'sysrc -x leasehold_recover_enable'],
  ])('is taken out again: %s by %s', (path, program, command) => {
    const found = { mode: '-rwxr-xr-x', ownedByRoot: true, digest: '' }
    const survey: Survey = { ...debian, programs: new Set([program]), files: new Map([[path, found]]) }

    expect(commandsIn(unhook(survey))).toEqual([command])
  })
})
