import { describe, expect, test } from 'vitest'
import type { KnownServer } from '../../../src/cli/server/desk.ts'
import { destinationOf, installTargets } from '../../../src/cli/server/target.ts'
import type { MemberConfig } from '../../../src/config/settings.ts'
import { recordingServerDesk } from './desk.ts'

const flags = { config: 'leasehold.yaml', ssh: undefined, sshConfig: undefined }
const wanted = { ...flags, name: undefined, host: undefined, member: undefined, port: 22, key: undefined }

function deskWith(more: Partial<MemberConfig> = {}, partner?: string) {
  const member = {
    host: 'dhcp1',
    port: 2222,
    user: 'leasehold',
    key: '/key',
    hostKey: 'SHA256:x',
    command: 'c',
  }
  const server: KnownServer = {
    name: 'campus',
    member: { ...member, ...more },
    ...(partner === undefined ? {} : { partner: { ...member, host: partner } }),
    deadlineSeconds: 30,
  }
  return recordingServerDesk([server]).desk
}

describe('where to install', () => {
  test('is a server of leasehold.yaml, with its key', () => {
    expect(installTargets({ ...wanted, name: 'campus' }, deskWith())).toMatchObject([
      { host: 'dhcp1', port: 2222, key: '/key' },
    ])
  })

  test('is a machine by its address, for a server named after it', () => {
    const [target] = installTargets({ ...wanted, host: 'DHCP2.example.net' }, deskWith())

    expect(target).toMatchObject({ name: 'dhcp2', key: 'leasehold-ssh-key', member: undefined })
    expect(installTargets({ ...wanted, host: '10.0.0.1' }, deskWith())[0]?.name).toBe('campus')
  })

  test('is both members of a pair, or the one that is named', () => {
    const desk = deskWith({}, 'dhcp2')
    const hosts = (member?: string) =>
      installTargets({ ...wanted, name: 'campus', member }, desk).map(({ host }) => host)

    expect(hosts()).toEqual(['dhcp1', 'dhcp2'])
    expect(hosts('dhcp2')).toEqual(['dhcp2'])
    expect(() => hosts('dhcp3')).toThrow('campus has no member dhcp3 in leasehold.yaml.')
  })

  test('is one member, where --ssh says how to get there', () => {
    const desk = deskWith({}, 'dhcp2')
    const by = { ...wanted, name: 'campus', ssh: 'ann@gate' }

    expect(() => installTargets(by, desk)).toThrow('campus has two members, and --ssh leads to one machine.')
    expect(installTargets({ ...by, member: 'dhcp2' }, desk)).toMatchObject([{ host: 'dhcp2' }])
  })

  test.each([
    [{ name: 'camp' }, {}, 'There is no server camp in leasehold.yaml.'],
    [
      { name: 'campus' },
      { user: 'root' },
      'The installation makes a user leasehold, and leasehold.yaml says that the bot logs in as root.',
    ],
  ])('is told to be missing: %j with %j', (given, member, message) => {
    expect(() => installTargets({ ...wanted, ...given }, deskWith(member))).toThrow(message)
  })
})

describe('what is typed behind ssh', () => {
  test.each([
    ['dhcp1', 22, 'dhcp1'],
    ['dhcp1', 2222, 'ssh://dhcp1:2222'],
    ['2001:db8::1', 2222, 'ssh://[2001:db8::1]:2222'],
  ])('for %s port %i is %s', (host, port, destination) => {
    expect(destinationOf(flags, host, port)).toBe(destination)
  })

  test('is what was given, if it was', () => {
    expect(destinationOf({ ...flags, ssh: 'ann@gate' }, 'dhcp1', 2222)).toBe('ann@gate')
  })
})
