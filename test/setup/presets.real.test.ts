import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { helperScript } from '../../src/remote/helper-script.ts'
import { decodeAnswer, encodeRequest } from '../../src/remote/wire.ts'
import { findSettings } from '../../src/setup/helper-settings.ts'
import type { Init, Survey } from '../../src/setup/survey.ts'
import { needs } from '../support/needs.ts'
import { debian } from './survey.ts'

const machine = needs('root', 'linux', 'dash', 'flock')
const nonce = 'a'.repeat(32)

/** What the helper says to `probe` with the settings found on such a machine. */
function probe(survey: Survey) {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-preset-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const found = findSettings(survey, `${folder}/state`)
  if ('refusal' in found) throw new Error(found.refusal)
  writeFileSync(`${folder}/helper.conf`, found.settings, { mode: 0o600 })
  writeFileSync(`${folder}/helper`, helperScript())
  const { stdout } = spawnSync('dash', [`${folder}/helper`, `${folder}/helper.conf`], {
    input: encodeRequest({ verb: 'probe' }, nonce),
  })
  return decodeAnswer(stdout, nonce)
}

describe.skipIf(machine.skip)('the helper understands the settings that are found', () => {
  test.each<[Init, string]>([
    ['systemd', 'isc-dhcp-server'],
    ['sysv', 'isc-dhcp-server'],
    ['openrc', 'dhcpd'],
    ['freebsd-rc', 'isc-dhcpd'],
  ])('with %s', (init, service) => {
    expect(probe({ ...debian, init, service })).toMatchObject({
      kind: 'whole',
      lines: expect.arrayContaining([`preset ${init}`]),
    })
  })

  test('with no service manager at all', () => {
    expect(probe({ ...debian, init: 'none', service: undefined })).toMatchObject({
      lines: expect.arrayContaining(['preset command']),
    })
  })
})
