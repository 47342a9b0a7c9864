import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { addLocal } from '../../../src/cli/local/add.ts'
import { editLocal } from '../../../src/cli/local/edit.ts'
import { exportLocal } from '../../../src/cli/local/export.ts'
import { importLocal } from '../../../src/cli/local/import.ts'
import { removeLocal } from '../../../src/cli/local/remove.ts'
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
    // dhcpd computes the port when it starts, and wants it in 2 bytes.
    const { code, err, content, left } = await rename(`${MAIN}local-port = encode-int(5, 32);\n`)

    expect({ code, left, content }).toEqual({ code: 1, left: ['dhcpd.conf', 'hosts.conf'], content: CAMERA })
    expect(err).toContain('`dhcpd -t` refuses the result, so nothing was written:')
    expect(err).not.toMatch(/^\S*\/\.\S+ line /m)
  })

  test('a file that dhcpd would not start with is not changed, be dhcpd there or not', async () => {
    const { code, err, content } = await rename(LAB)

    expect({ code, content }).toEqual({ code: 1, content: CAMERA })
    expect(err).toMatch(/hosts\.conf:1: there is no option `building`/)
  })

  test('a host is added, changed, renamed and removed in a configuration for IPv6, and every byte comes back', async () => {
    const text = 'subnet6 2001:db8::/64 {\n  range6 2001:db8::1000 2001:db8::1fff;\n}\n'
    const at = folderWith({ 'dhcpd6.conf': text })
    const { terminal, common } = onFile(at('dhcpd6.conf'))
    const typed = { mac: '00:00:5e:00:53:01', address: '2001:DB8::5', comment: 'Room 3F' }
    const kept = { newName: undefined, mac: undefined, comment: undefined }

    const codes = [
      await addLocal({ ...common, ...typed, name: 'camera', place: 'end' }, terminal),
      await editLocal({ ...common, ...kept, name: 'camera', address: '2001:db8::5,auto' }, terminal),
      await editLocal({ ...common, ...kept, name: 'camera', newName: 'door', address: undefined }, terminal),
    ]
    const content = readFileSync(at('dhcpd6.conf'), 'latin1')
    codes.push(await removeLocal({ ...common, name: 'door' }, terminal))

    expect({ codes, err: terminal.said.err }).toEqual({ codes: [0, 0, 0, 0], err: '' })
    expect(content).toContain('# Room 3F\nhost door {\n')
    expect(content).toContain('  fixed-address6 2001:db8::5, 2001:db8::2;\n')
    expect(readFileSync(at('dhcpd6.conf'), 'latin1')).toBe(text)
  })

  test('the hosts of a table for IPv6 are those that were exported', async () => {
    const text = 'subnet6 2001:db8::/64 { }\n'
    const at = folderWith({ 'full.conf': text + HOST6, 'dhcpd6.conf': text })
    const full = onFile(at('full.conf'))
    await exportLocal({ file: at('full.conf') }, full.terminal)
    writeFileSync(at('hosts.csv'), full.terminal.said.out)
    const { terminal, common } = onFile(at('dhcpd6.conf'))

    const code = await importLocal(
      { ...common, table: at('hosts.csv'), place: 'end', skipBad: false },
      terminal,
    )

    expect({ code, err: terminal.said.err }).toEqual({ code: 0, err: '' })
    expect(readFileSync(at('dhcpd6.conf'), 'latin1')).toContain('  fixed-address6 2001:db8::5;\n')
  })

  test('a configuration is looked at as it is started: for one family only', async () => {
    const at = folderWith({ 'dhcpd6.conf': `subnet6 2001:db8::/64 { }\n${HOST6}` })
    const { terminal, common } = onFile(at('dhcpd6.conf'))

    const code = await removeLocal({ ...common, family: 4, name: 'a' }, terminal)

    expect(code).toBe(1)
    expect(terminal.said.err).toMatch(/dhcpd would refuse .*:1: `subnet6` is for DHCPv6 only/)
    expect(readFileSync(at('dhcpd6.conf'), 'latin1')).toContain(HOST6)
  })
})

const HOST6 = 'host a { hardware ethernet 00:00:5e:00:53:01; fixed-address6 2001:db8::5; }\n'

function onFile(file: string) {
  const common = {
    file,
    leases: undefined,
    family: 6,
    dryRun: false,
    force: false,
    subnet: undefined,
  } as const
  return { terminal: recordingTerminal(), common }
}
