import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { type AddOptions, addLocal } from '../../../src/cli/local/add.ts'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { folderWith, recordingTerminal } from './folder.ts'

const CAMERA = host('camera', '00:00:5e:00:53:01', '10.20.0.10')
const PRINTER = host('printer', '00:00:5e:00:53:02', '10.20.0.2')
const BASE = `# caf\u00e9\n${LAB}${CAMERA}`

async function add(file: string, fields: Partial<AddOptions> = {}, color = false) {
  const terminal = recordingTerminal(color)
  const host = { name: 'printer', mac: '0000.5E00.5302', address: 'auto', comment: '', subnet: undefined }
  const place = { after: 'last-host-of-subnet' } as const
  const flags = { leases: undefined, family: 4, dryRun: false, force: false } as const
  const code = await addLocal({ ...host, ...flags, place, file, ...fields }, terminal)
  return { code, ...terminal.said }
}

test('a host is added, the difference shown, and nothing else of the file has moved', async () => {
  const at = folderWith({ 'dhcpd.conf': BASE })

  const { code, out } = await add(at('dhcpd.conf'))

  expect(code).toBe(0)
  expect(out).toContain(`\n+${PRINTER}`)
  expect(readFileSync(at('dhcpd.conf'), 'latin1')).toBe(BASE + PRINTER)
  expect(readdirSync(at('.'))).toEqual(['dhcpd.conf'])
})

test('a dry run shows the difference and writes nothing', async () => {
  const at = folderWith({ 'dhcpd.conf': BASE })

  const { code, out } = await add(at('dhcpd.conf'), { dryRun: true }, true)

  expect(code).toBe(0)
  expect(out).toContain(`\u001b[32m+${PRINTER.trimEnd()}\u001b[0m`)
  expect(readFileSync(at('dhcpd.conf'), 'latin1')).toBe(BASE)
})

test('a symbolic link stays one, and the mode of the file stays', async () => {
  const at = folderWith({ 'real.conf': BASE })
  chmodSync(at('real.conf'), 0o640)
  symlinkSync('real.conf', at('dhcpd.conf'))

  await add(at('dhcpd.conf'))

  expect(lstatSync(at('dhcpd.conf')).isSymbolicLink()).toBe(true)
  expect(statSync(at('real.conf')).mode & 0o7777).toBe(0o640)
  expect(readFileSync(at('real.conf'), 'latin1')).toBe(BASE + PRINTER)
})

test('warnings are printed and do not stop', async () => {
  const at = folderWith({ 'dhcpd.conf': BASE })

  const { code, err } = await add(at('dhcpd.conf'), { mac: '02:00:5e:00:53:01' })

  expect(code).toBe(0)
  expect(err).toContain('warning: 02:00:5e:00:53:01 is locally administered')
})

test('errors stop, all at once, with what to do', async () => {
  const at = folderWith({ 'dhcpd.conf': BASE })

  const { code, err } = await add(at('dhcpd.conf'), { name: 'camera', address: '10.20.0.150' })

  expect(code).toBe(1)
  expect(err).toContain('error: The name camera is taken')
  expect(err).toContain('error: 10.20.0.150 lies in the dynamic range')
  expect(err).toContain('The next free address there is 10.20.0.2.')
  expect(readFileSync(at('dhcpd.conf'), 'latin1')).toBe(BASE)
})

test('included hosts and leases count', async () => {
  const at = folderWith({
    'hosts.conf': CAMERA,
    leases: 'lease 10.20.0.11 { binding state active; hardware ethernet 0:0:5e:0:53:9; }',
  })
  const files = folderWith({ 'dhcpd.conf': `${LAB}include "${at('hosts.conf')}";\n` })

  const named = await add(files('dhcpd.conf'), { name: 'camera' })
  const leased = await add(files('dhcpd.conf'), { address: '10.20.0.11', leases: at('leases') })

  expect(named).toMatchObject({ code: 1, err: expect.stringContaining(`${at('hosts.conf')}:1`) })
  expect(leased).toMatchObject({ code: 1, err: expect.stringContaining('leased to 00:00:5e:00:53:09') })
})

test('a broken file is refused with its place, a missing one is another matter', async () => {
  const at = folderWith({ 'dhcpd.conf': `${BASE}host x {` })

  const broken = await add(at('dhcpd.conf'))
  const missing = await add(at('nothing.conf'))
  const folder = await add(dirname(at('dhcpd.conf')))

  expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('dhcpd.conf:7') })
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('Cannot read') })
  expect(folder.code).toBe(2)
  expect(missing.err).not.toContain('    at ')
})
