import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Installation, planInstall } from '../../src/setup/install-plan.ts'
import type { Step } from '../../src/setup/step.ts'
import type { FoundFile, Survey } from '../../src/setup/survey.ts'
import { planUninstall } from '../../src/setup/uninstall-plan.ts'
import { debian } from './survey.ts'

const installation: Installation = {
  helper: '#!/bin/sh\n',
  publicKey: 'ssh-ed25519 AAAA leasehold',
  settings: undefined,
  config: undefined,
}

function stepsFor(survey: Survey, more: Partial<Installation> = {}): readonly Step[] {
  const plan = planInstall(survey, { ...installation, ...more })
  if ('refusal' in plan) throw new Error(plan.refusal)
  return plan.steps
}

function contentOf(steps: readonly Step[], path: string): string | undefined {
  const step = steps.find((candidate) => candidate.kind === 'file' && candidate.path === path)
  return step?.kind === 'file' ? step.content : undefined
}

/** The machine after these steps. */
function installedOn(survey: Survey, steps: readonly Step[]): Survey {
  const files = new Map<string, FoundFile>(survey.files)
  for (const step of steps) {
    if (step.kind !== 'file' && step.kind !== 'folder') continue
    files.set(step.path, foundOf(step))
  }
  const settings = contentOf(steps, '/etc/leasehold/helper.conf')?.trim().split('\n') ?? survey.settings
  return { ...survey, files, settings, home: '/home/leasehold' }
}

const modes: Readonly<Record<string, string>> = {
  '755': 'rwxr-xr-x',
  '700': 'rwx------',
  '644': 'rw-r--r--',
  '600': 'rw-------',
  '440': 'r--r-----',
}

function foundOf(step: Extract<Step, { kind: 'file' | 'folder' }>): FoundFile {
  const digest = step.kind === 'file' ? createHash('sha256').update(step.content).digest('hex') : '-'
  return { mode: `${step.kind === 'file' ? '-' : 'd'}${modes[step.mode]}`, ownedByRoot: true, digest }
}

describe('a plan to install', () => {
  // SAFETY K2
  test('lets the bot’s key run the helper and nothing else', () => {
    const steps = stepsFor(debian)

    expect(contentOf(steps, '/home/leasehold/.ssh/authorized_keys')).toBe(
      'restrict,command="sudo -n /usr/local/sbin/leasehold-helper" ssh-ed25519 AAAA leasehold\n',
    )
    expect(contentOf(steps, '/etc/sudoers.d/leasehold')).toContain(
      'leasehold ALL=(root) NOPASSWD: /usr/local/sbin/leasehold-helper ""\n',
    )
  })

  test('is empty when all of it is there already', () => {
    const installed = installedOn(debian, stepsFor(debian))

    expect(stepsFor(installed)).toEqual([])
  })

  test('replaces a helper of another content after that has settled what it left', () => {
    const installed = installedOn(debian, stepsFor(debian))

    const steps = stepsFor(installed, { helper: '#!/bin/sh\n# newer\n' })

    expect(steps.filter(({ kind }) => kind === 'file')).toMatchObject([
      { path: '/usr/local/sbin/leasehold-helper' },
    ])
    expect(steps[0]).toMatchObject({
      kind: 'run',
      command: '/usr/local/sbin/leasehold-helper /etc/leasehold/helper.conf recover >/dev/null',
    })
  })

  test('leaves settings that an administrator has changed, unless others are given', () => {
    const installed = { ...installedOn(debian, stepsFor(debian)), settings: ['config=/srv/dhcpd.conf'] }

    const kept = stepsFor(installed, { helper: 'newer\n' })
    const replaced = stepsFor(installed, { settings: 'config=/srv/other.conf\n' })

    expect(contentOf(kept, '/etc/leasehold/helper.conf')).toBeUndefined()
    expect(contentOf(replaced, '/etc/leasehold/helper.conf')).toBe('config=/srv/other.conf\n')
  })

  test('puts right what others could change', () => {
    const installed = installedOn(debian, stepsFor(debian))
    const path = '/usr/local/sbin/leasehold-helper'
    const helper = installed.files.get(path)
    if (!helper) throw new Error('the helper was not installed')
    const open = new Map([...installed.files, [path, { ...helper, mode: '-rwxrwxrwx' }]])

    const steps = stepsFor({ ...installed, files: open })

    expect(steps).toContainEqual(expect.objectContaining({ kind: 'file', path, mode: '755' }))
  })

  test.each([
    ['useradd', /^useradd --system .* --password '\*' leasehold$/],
    ['pw', /^pw useradd leasehold .* -h -/],
    ['adduser', /^adduser -S .* leasehold && echo 'leasehold:\*' \| chpasswd -e$/],
  ])('adds the bot’s user by %s, without a password', (program, command) => {
    const survey = { ...debian, programs: new Set(['sudo', program]) }

    expect(stepsFor(survey)).toContainEqual(
      expect.objectContaining({ kind: 'run', command: expect.stringMatching(command) }),
    )
  })

  test.each<[string, Partial<Survey>]>([
    ['there is no sudo on the machine', { programs: new Set(['useradd']) }],
    ['there is a user leasehold already, with the home folder /srv/leasehold', { home: '/srv/leasehold' }],
    ['neither useradd, pw nor adduser is on the machine', { programs: new Set(['sudo']) }],
    ['no dhcpd runs there, and no dhcpd.conf is at a usual place', { daemons: [], existing: new Set() }],
  ])('is refused: %s', (refusal, found) => {
    expect(planInstall({ ...debian, ...found }, installation)).toMatchObject({ refusal })
  })
})

describe('a plan to uninstall', () => {
  test('is empty where nothing is', () => {
    expect(planUninstall(debian, false)).toEqual([])
  })

  test('takes the key away first, and keeps the backups unless told otherwise', () => {
    const installed = installedOn(debian, stepsFor(debian))

    const steps = planUninstall(installed, false)
    const purging = planUninstall(installed, true)

    expect(steps[0]).toMatchObject({ kind: 'remove', path: '/home/leasehold/.ssh/authorized_keys' })
    expect(steps.at(-1)?.why).toContain('all but the backups, which stay in /var/lib/leasehold/backups')
    expect(purging.at(-1)).toMatchObject({ kind: 'remove', path: '/var/lib/leasehold' })
  })

  test('leaves a user of that name that was not made by an installation', () => {
    const steps = planUninstall({ ...debian, home: '/srv/leasehold' }, true)

    expect(steps).toEqual([])
  })
})
