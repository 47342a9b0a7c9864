import { chmodSync, chownSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { startBareHelper } from './bare-helper.ts'

const machine = needs('root', 'linux', 'dash', 'flock')

const NOT_ROOTS = 'error settings its settings must be a file that only root can change'
const NOT_ABSOLUTE = 'error settings config, leases, pid-file and state must be absolute paths'
const INCOMPLETE = 'error settings test must be given, and start and stop or a preset'

describe.skipIf(machine.skip)('the settings of the helper', () => {
  test.each<[string, (path: string) => void]>([
    ['its group may change', (path) => chmodSync(path, 0o620)],
    ['all may change', (path) => chmodSync(path, 0o602)],
    ['somebody else owns', (path) => chownSync(path, 1, 0)],
    ['are not there', (path) => rmSync(path)],
  ])('that %s are not used', (_, spoil) => {
    const helper = startBareHelper()
    spoil(join(helper.folder, 'helper.conf'))

    expect(helper.ask({ verb: 'probe' })).toEqual([NOT_ROOTS])
  })

  test.each([
    ['config=etc/dhcpd.conf', NOT_ABSOLUTE],
    ['leases=dhcpd.leases', NOT_ABSOLUTE],
    ['pid-file=', NOT_ABSOLUTE],
    ['test=', INCOMPLETE],
    ['start=', INCOMPLETE],
    ['stop=', INCOMPLETE],
    ...[
      'shell=sh',
      'healthy-seconds=soon',
      'restart-floor-seconds=1.25',
      'keep=nothing',
      'backups=-1',
      'backup-days=x',
      'outcome-days=x',
      'payload-limit=1k',
      'host-limit=08',
    ].map((line) => [
      line,
      `error settings its settings hold a line that it does not understand: ${line.replace(/=.*/, '')}`,
    ]),
  ])('with %j are refused', (line, answer) => {
    const helper = startBareHelper({ settings: () => [line] })

    expect(helper.ask({ verb: 'probe' })).toEqual([answer])
  })

  test('count to the last line, also where that has no line feed', () => {
    const helper = startBareHelper({ settings: () => ['host-limit=7'] })

    expect(helper.ask({ verb: 'probe' })).toContain('limit hosts 7')
  })

  test('say how long dhcpd must live, in seconds and tenths', () => {
    const helper = startBareHelper({ settings: () => ['healthy-seconds=0.9'] })

    const lines = helper.apply('one', [{ offset: 0, length: 0, content: 'host a { }\n' }])

    const [, milliseconds] = /^step health (\d+)$/m.exec(lines.join('\n')) ?? []
    expect(Number(milliseconds)).toBeGreaterThanOrEqual(900)
    expect(Number(milliseconds)).toBeLessThan(9_000)
  })

  test('say that a file has no attributes to keep', () => {
    const helper = startBareHelper({ settings: () => ['keep=mode-and-owner'] })

    expect(helper.ask({ verb: 'probe' })).toContain('has cp -p')
  })

  test.each([
    ['/dev/null/state', 'cannot be made'],
    ['/sys/kernel', 'cannot be made'],
  ])('with the state folder %s, which %s, are of no use', (state, sentence) => {
    const helper = startBareHelper({ settings: () => [`state=${state}`] })

    expect(helper.ask({ verb: 'probe' })[0]).toMatch(
      new RegExp(`^error environment the state folder ${sentence}`),
    )
  })
})
