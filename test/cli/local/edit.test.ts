import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type EditOptions, editLocal } from '../../../src/cli/local/edit.ts'
import { removeLocal } from '../../../src/cli/local/remove.ts'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { folderWith, recordingTerminal } from './folder.ts'

const CAMERA = host('camera', '00:00:5e:00:53:01', '10.20.0.10')
const DESK = host('desk', '00:00:5e:00:53:02', '10.20.0.11')
const BASE = `# caf\u00e9\n${LAB}${CAMERA}${DESK}`

const FLAGS = { leases: undefined, family: 4, dryRun: false, force: false, subnet: undefined } as const
const KEPT = { newName: undefined, mac: undefined, address: undefined, comment: undefined }

async function edit(file: string, fields: Partial<EditOptions>) {
  const terminal = recordingTerminal()
  const code = await editLocal({ ...FLAGS, ...KEPT, name: 'camera', file, ...fields }, terminal)
  return { code, ...terminal.said }
}

async function remove(file: string, name: string, dryRun = false) {
  const terminal = recordingTerminal()
  const code = await removeLocal({ leases: undefined, family: 4, dryRun, name, file }, terminal)
  return { code, ...terminal.said }
}

function read(path: string): string {
  return readFileSync(path, 'latin1')
}

describe('changing a host', () => {
  test('writes the words that differ and shows the difference', async () => {
    const at = folderWith({ 'dhcpd.conf': BASE })

    const { code, out } = await edit(at('dhcpd.conf'), { mac: '0000.5E00.5309', address: '10.20.0.12' })

    const changed = host('camera', '00:00:5e:00:53:09', '10.20.0.12')
    expect(code).toBe(0)
    expect(out).toContain(`\n-${CAMERA}+${changed}`)
    expect(out).toContain('Changed camera in')
    expect(read(at('dhcpd.conf'))).toBe(BASE.replace(CAMERA, changed))
  })

  test('takes the next free address where that is asked for', async () => {
    const at = folderWith({ 'dhcpd.conf': BASE })

    await edit(at('dhcpd.conf'), { address: 'auto' })

    expect(read(at('dhcpd.conf'))).toBe(BASE.replace('0.10;', '0.2;'))
  })

  test('takes the list of all its addresses, and writes only the words that differ', async () => {
    const dock = 'host dock { fixed-address 10.20.0.020 ,10.20.0.21, dock.example.net; } # both\n'
    const at = folderWith({ 'dhcpd.conf': BASE + dock })

    const { code, err } = await edit(at('dhcpd.conf'), {
      name: 'dock',
      address: '10.20.0.20, 10.20.0.31,dock.example.net',
    })

    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(read(at('dhcpd.conf'))).toBe(BASE + dock.replace('0.21', '0.31'))
  })

  test('takes a free address for each `auto` of a list', async () => {
    const at = folderWith({ 'dhcpd.conf': BASE })

    await edit(at('dhcpd.conf'), { address: '10.20.0.10,auto,auto' })

    expect(read(at('dhcpd.conf'))).toBe(BASE.replace('0.10;', '0.10, 10.20.0.2, 10.20.0.3;'))
  })

  test('warns of addresses that would be gone', async () => {
    const both = 'host both { fixed-address 10.20.0.20, 10.20.0.21; }\n'
    const at = folderWith({ 'dhcpd.conf': BASE + both })

    const { code, err } = await edit(at('dhcpd.conf'), { name: 'both', address: '10.20.0.21' })

    expect(code).toBe(0)
    expect(err).toContain('warning: both has 10.20.0.20, 10.20.0.21 and would have 10.20.0.21 only.')
    expect(read(at('dhcpd.conf'))).toBe(BASE + both.replace('10.20.0.20, ', ''))
  })

  test('renames it, also where only the case differs', async () => {
    const at = folderWith({ 'dhcpd.conf': BASE })

    const { code, out } = await edit(at('dhcpd.conf'), { newName: 'Camera' })

    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('Renamed camera to Camera in'),
    })
    expect(read(at('dhcpd.conf'))).toBe(BASE.replace('camera', 'Camera'))
  })

  test('writes the file that holds it', async () => {
    const included = folderWith({ 'hosts.conf': CAMERA })
    const main = `${LAB}include "${included('hosts.conf')}";\n`
    const at = folderWith({ 'dhcpd.conf': main })

    const { code } = await edit(at('dhcpd.conf'), { comment: 'Room 3F' })

    expect(code).toBe(0)
    expect(read(included('hosts.conf'))).toBe(`# Room 3F\n${CAMERA}`)
    expect(read(at('dhcpd.conf'))).toBe(main)
  })

  test('is judged against the other hosts, and writes nothing where they stand in the way', async () => {
    const at = folderWith({ 'dhcpd.conf': BASE })

    const { code, err } = await edit(at('dhcpd.conf'), { newName: 'desk', mac: '00:00:5e:00:53:02' })

    expect(code).toBe(1)
    expect(err).toContain('error: The name desk is taken by host desk')
    expect(err).toContain('error: 00:00:5e:00:53:02 already belongs to host desk')
    expect(read(at('dhcpd.conf'))).toBe(BASE)
  })

  test('is not held up by what stays as it is', async () => {
    const odd = 'host Odd_1 { hardware ethernet 1:2:3; fixed-address 10.20.0.100, 10.99.0.1; }\n'
    const at = folderWith({ 'dhcpd.conf': LAB + odd })

    const { code } = await edit(at('dhcpd.conf'), { name: 'Odd_1', comment: 'old' })

    expect(code).toBe(0)
    expect(read(at('dhcpd.conf'))).toBe(`${LAB}# old\n${odd}`)
  })

  test('is not held up by a MAC that another host of the network had all along', async () => {
    const text = BASE + host('twin', '00:00:5e:00:53:01', '10.20.0.20')
    const at = folderWith({ 'dhcpd.conf': text })

    const { code, err } = await edit(at('dhcpd.conf'), { address: '10.20.0.12' })

    expect({ code, err }).toMatchObject({ code: 0, err: expect.not.stringContaining('twin') })
    expect(read(at('dhcpd.conf'))).toBe(text.replace('0.10;', '0.12;'))
  })

  test('tells of the MAC when a host moves to where another has it', async () => {
    const other = LAB.replaceAll('10.20', '10.30')
    const twin = host('twin', '00:00:5e:00:53:01', '10.30.0.10')
    const at = folderWith({ 'dhcpd.conf': BASE + other + twin })

    const { code, err } = await edit(at('dhcpd.conf'), { address: '10.30.0.11' })

    expect(code).toBe(1)
    expect(err).toContain('already belongs to host twin')
  })

  test.each([
    ['a host that is not there', { name: 'scanner' }, 'There is no host `scanner`'],
    ['an address that is listed twice', { address: '10.20.0.10,10.20.0.10' }, '10.20.0.10 is listed twice.'],
    ['a gap in the list', { address: '10.20.0.10,' }, 'No address was given.'],
    ['an IPv6 address', { address: '2001:db8::5' }, '`2001:db8::5` is an IPv6 address'],
    ['a host that does more', { name: 'busy', newName: 'idle' }, 'Edit it by hand.'],
  ])('is refused for %s', async (_, fields, reason) => {
    const more = 'host busy { if known { } }\n'
    const at = folderWith({ 'dhcpd.conf': BASE + more })

    const { code, err } = await edit(at('dhcpd.conf'), fields)

    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(reason) })
    expect(read(at('dhcpd.conf'))).toBe(BASE + more)
  })

  test('says so where there is nothing to change', async () => {
    const at = folderWith({ 'dhcpd.conf': BASE })

    expect(await edit(at('dhcpd.conf'), { mac: '00-00-5E-00-53-01' })).toMatchObject({
      code: 0,
      out: 'Nothing to change.\n',
    })
  })

  test('goes past what dhcpd itself would take when forced, and past nothing else', async () => {
    const at = folderWith({ 'dhcpd.conf': BASE })

    const forced = await edit(at('dhcpd.conf'), { address: '10.20.0.100', force: true })
    const refused = await edit(at('dhcpd.conf'), { address: '10.20.0', force: true })
    const taken = await edit(at('dhcpd.conf'), { newName: 'desk', force: true })

    expect(forced).toMatchObject({ code: 0, err: expect.stringContaining('error: 10.20.0.100 lies in') })
    expect([refused.code, taken.code]).toEqual([1, 1])
    expect(read(at('dhcpd.conf'))).toBe(BASE.replace('0.10;', '0.100;'))
  })
})

describe('removing a host', () => {
  test('takes it and its comments out', async () => {
    const at = folderWith({ 'dhcpd.conf': BASE.replace('host desk', '# of desk\nhost desk') })

    const { code, out } = await remove(at('dhcpd.conf'), 'desk')

    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(`\n-# of desk\n-${DESK}`) })
    expect(read(at('dhcpd.conf'))).toBe(BASE.replace(DESK, ''))
  })

  test('writes nothing in a dry run or for a host that is not there', async () => {
    const at = folderWith({ 'dhcpd.conf': BASE })

    const dry = await remove(at('dhcpd.conf'), 'desk', true)
    const missing = await remove(at('dhcpd.conf'), 'Desk')
    const unreadable = await remove(at('nothing.conf'), 'desk')

    expect([dry.code, missing.code, unreadable.code]).toEqual([0, 1, 2])
    expect(missing.err).toContain('but `desk`: dhcpd tells upper and lower case apart.')
    expect(read(at('dhcpd.conf'))).toBe(BASE)
  })
})
