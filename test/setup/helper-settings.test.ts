import { describe, expect, test } from 'vitest'
import { findSettings } from '../../src/setup/helper-settings.ts'
import type { Survey } from '../../src/setup/survey.ts'
import { debian } from './survey.ts'

/** The settings found, by name. */
function settingsOf(survey: Survey, config?: string): Record<string, string> {
  const found = findSettings(survey, '/var/lib/leasehold', config)
  if ('refusal' in found) throw new Error(found.refusal)
  const lines = found.settings.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return Object.fromEntries(lines.map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]))
}

describe('the helper’s settings', () => {
  test('are those of the dhcpd that runs', () => {
    expect(settingsOf(debian)).toEqual({
      config: '/etc/dhcp/dhcpd.conf',
      leases: '/srv/dhcpd.leases',
      'pid-file': '/run/dhcp.pid',
      state: '/var/lib/leasehold',
      test: 'dhcpd -4 -t -cf',
      preset: 'systemd',
      service: 'isc-dhcp-server',
      'healthy-seconds': '3',
    })
  })

  test('are the distribution’s own where none runs', () => {
    expect(settingsOf({ ...debian, daemons: [] })).toMatchObject({
      config: '/etc/dhcp/dhcpd.conf',
      leases: '/var/lib/dhcp/dhcpd.leases',
      'pid-file': '/var/run/dhcpd.pid',
    })
  })

  test('are FreeBSD’s own there', () => {
    const survey: Survey = {
      ...debian,
      system: 'FreeBSD',
      init: 'freebsd-rc',
      service: 'isc-dhcpd',
      daemons: [],
      programs: new Set(['pw']),
      existing: new Set(['/usr/local/etc/dhcpd.conf', '/var/db/dhcpd/dhcpd.leases']),
    }

    expect(settingsOf(survey)).toMatchObject({
      config: '/usr/local/etc/dhcpd.conf',
      leases: '/var/db/dhcpd/dhcpd.leases',
      'pid-file': '/var/run/dhcpd/dhcpd.pid',
      preset: 'freebsd-rc',
      service: 'isc-dhcpd',
    })
  })

  test('say so where cp keeps no attributes, as on Alpine', () => {
    const alpine: Survey = { ...debian, init: 'openrc', service: 'dhcpd', programs: new Set(['adduser']) }

    expect(settingsOf(alpine)).toMatchObject({ preset: 'openrc', keep: 'mode-and-owner' })
  })

  test('start a dhcpd that no service manager knows as it was started, whatever its words', () => {
    const words = ['/usr/sbin/dhcpd', '-cf', '/srv/it’s mine.conf', '-pf', '/run/d.pid']
    const survey: Survey = { ...debian, init: 'none', service: undefined, daemons: [{ pid: 7, words }] }

    expect(settingsOf(survey)).toMatchObject({
      config: '/srv/it’s mine.conf',
      start: "/usr/sbin/dhcpd -cf '/srv/it’s mine.conf' -pf /run/d.pid",
      stop: 'kill "$(cat /run/d.pid)"',
    })
  })

  test('are of the dhcpd for IPv4, unless a configuration is named', () => {
    const six = { pid: 8, words: ['/usr/sbin/dhcpd', '-6', '-cf', '/etc/dhcp/dhcpd6.conf'] }
    const both: Survey = { ...debian, daemons: [...debian.daemons, six] }

    expect(settingsOf(both)).toMatchObject({ config: '/etc/dhcp/dhcpd.conf', test: 'dhcpd -4 -t -cf' })
    expect(settingsOf(both, '/etc/dhcp/dhcpd6.conf')).toMatchObject({ test: 'dhcpd -6 -t -cf' })
  })

  test.each<[string, Partial<Survey>]>([
    [
      'several dhcpd run there: /usr/sbin/dhcpd -cf /a; /usr/sbin/dhcpd -cf /b',
      { daemons: ['/a', '/b'].map((path, pid) => ({ pid, words: ['/usr/sbin/dhcpd', '-cf', path] })) },
    ],
    ['no dhcpd runs there, and no dhcpd.conf is at a usual place', { daemons: [], existing: new Set() }],
    ['neither a service of dhcpd was found there nor one that runs', { service: undefined, daemons: [] }],
  ])('are not guessed: %s', (refusal, found) => {
    expect(findSettings({ ...debian, ...found }, '/var/lib/leasehold')).toEqual({ refusal })
  })
})
