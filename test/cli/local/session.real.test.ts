import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { editLocal } from '../../../src/cli/local/edit.ts'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { needs } from '../../support/needs.ts'
import { folderWith, recordingTerminal } from './folder.ts'

const machine = needs('dhcpd')

/** Only the main file makes sense of what the include says. */
const MAIN = `option building code 200 = text;\n${LAB}`
const CAMERA = host('camera', '00:00:5e:00:53:01', '10.20.0.10').replace(' }', ' option building "a"; }')

async function rename(main: string) {
  const included = folderWith({ 'hosts.conf': CAMERA })
  const at = folderWith({ 'dhcpd.conf': `${main}include "${included('hosts.conf')}";\n` })
  const terminal = recordingTerminal()
  const kept = { mac: undefined, address: undefined, comment: undefined, subnet: undefined }
  const flags = { leases: undefined, family: 4, dryRun: false, force: false } as const
  const options = { ...kept, ...flags, name: 'camera', newName: 'door', file: at('dhcpd.conf') }
  const code = await editLocal(options, terminal)
  const left = [...readdirSync(at('.')), ...readdirSync(included('.'))]
  return { code, ...terminal.said, left, content: readFileSync(included('hosts.conf'), 'latin1') }
}

describe.skipIf(machine.skip)(`with the real dhcpd ${machine.why}`, () => {
  test('a changed include is tested as the main file reads it', async () => {
    const { code, content, left } = await rename(MAIN)

    expect({ code, left }).toEqual({ code: 0, left: ['dhcpd.conf', 'hosts.conf'] })
    expect(content).toBe(CAMERA.replace('camera', 'door'))
  })

  test('what dhcpd refuses is not written, with its reason, and nothing is left behind', async () => {
    const { code, err, content, left } = await rename(LAB)

    expect({ code, left, content }).toEqual({ code: 1, left: ['dhcpd.conf', 'hosts.conf'], content: CAMERA })
    expect(err).toContain('`dhcpd -t` refuses the result, so nothing was written:')
    expect(err).toContain('building')
  })
})
