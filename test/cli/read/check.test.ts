import { expect, test } from 'vitest'
import { type Asked, check } from '../../../src/cli/read/check.ts'
import type { ReadOptions } from '../../../src/cli/read/desk.ts'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { folderWith } from '../local/folder.ts'
import { objectsIn, optionsFor, recordingDesk } from './desk.ts'

const MAC = '00:00:5e:00:53:01'

const PLAIN = { dns: false, kea: false, all: false }

async function checked(text: string, given: Partial<ReadOptions & Asked & { color: boolean }> = {}) {
  const at = folderWith({ 'dhcpd.conf': text })
  const { color = false, json = true, ...asked } = given
  const { desk, said } = recordingDesk(color)
  const options = { ...optionsFor(at('dhcpd.conf'), { json }), ...PLAIN, ...asked }
  const code = await check(options, desk)
  return { code, out: said.out.replaceAll(at('dhcpd.conf'), 'dhcpd.conf'), err: said.err }
}

/** Hosts in the dynamic range of a subnet for many. */
function inRange(count: number): string {
  const hosts = Array.from({ length: count }, (_, index) =>
    host(
      `h${index}`,
      `0:0:5e:1:${(index >> 8).toString(16)}:${(index & 255).toString(16)}`,
      `10.20.${index >> 8}.${index & 255}`,
    ),
  )
  return `subnet 10.16.0.0 netmask 255.248.0.0 { range 10.20.0.0 10.20.255.255; }\n${hosts.join('')}`
}

test('a file without errors gives 0, with an error 1, and one that cannot be read 2', async () => {
  const { desk } = recordingDesk()

  expect(await checked(LAB + host('a', MAC, '10.20.0.5'))).toEqual({ code: 0, out: '', err: '' })
  expect(await checked(LAB + host('a', MAC, '10.20.0.150'))).toMatchObject({ code: 0 })
  expect(await checked(LAB + host('a', MAC, '10.40.0.5'))).toMatchObject({ code: 1 })
  expect(await check({ ...optionsFor('/nowhere/dhcpd.conf'), ...PLAIN }, desk)).toBe(2)
})

test('findings say where, what, and whether dhcpd refuses the file', async () => {
  const { code, out } = await checked(`${LAB}${host('a', MAC, '10.40.0.5')}}`)

  expect(code).toBe(1)
  expect(objectsIn(out)).toMatchObject([
    { code: 'address-outside', severity: 'error', file: 'dhcpd.conf', line: 5, column: 1 },
    { code: 'unexpected-close', severity: 'error', line: 6, column: 1, refused: true },
  ])
  expect(objectsIn(out)[0]).not.toHaveProperty('refused')
})

test('people see the line and a caret under the place', async () => {
  const { out } = await checked(`${LAB}\t# \u00e9\n\t${host('a', MAC, '10.40.0.5')}`, { json: false })

  expect(out.split('\n').slice(0, 4)).toEqual([
    'dhcpd.conf:6:2: error: The address of host a, 10.40.0.5, lies in no declared subnet. [address-outside]',
    `  6 |  host a { hardware ethernet ${MAC}; fixed-address 10.40.0.5; }`,
    '    |  ^',
    '  Declare its subnet, or give the host an address of one that is declared.',
  ])
  expect(out).toMatch(/\n\n1 error in 1 file, 1 host\n$/)
})

test('colour comes only with a terminal', async () => {
  const text = LAB + host('a', MAC, '10.40.0.5')

  expect((await checked(text, { json: false, color: true })).out).toContain('\u001b[31merror')
  expect((await checked(text, { json: false })).out).not.toContain('\u001b')
})

test('names are looked up only when asked', async () => {
  const text = `${LAB}host a { hardware ethernet ${MAC}; fixed-address a.invalid; }\n`
  const codes = ({ out }: { out: string }) => objectsIn(out).map(({ code }) => code)

  expect(codes(await checked(text))).not.toContain('address-unresolvable')
  expect(codes(await checked(text, { dns: true }))).toContain('address-unresolvable')
})

test('the line of a finding is cut where it is very long', async () => {
  const long = `${' '.repeat(1_000)}${host('a', MAC, '10.40.0.5').trim()}${' '.repeat(1_000)}#\n`

  const { out } = await checked(LAB + long, { json: false })

  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(200)
})

test('findings of a kind stand together, errors first, with what to do once', async () => {
  const text = LAB + host('a', MAC, '10.20.0.150') + host('b', '0:0:5e:0:53:2', '10.40.0.5')
  const more = host('c', '0:0:5e:0:53:3', '10.20.0.151')

  const { out } = await checked(text + more, { json: false })

  const codes = [...out.matchAll(/\[([a-z-]+)\]$/gm)].map(([, code]) => code)
  expect(codes).toEqual(['address-outside', 'address-in-range', 'address-in-range'])
  expect(out.match(/Give the host an address outside the ranges/g)).toHaveLength(1)
  expect(out).toMatch(/\n1 error, 2 warnings in 1 file, 3 hosts\n$/)
})

test('of many findings of one kind people see the first, and a program sees all', async () => {
  const text = inRange(2_020)

  const { out } = await checked(text, { json: false })

  expect(out.match(/\[address-in-range\]/g)).toHaveLength(20)
  expect(out).toContain('… and 2,000 more of this kind; --all shows them\n')
  expect(out).toMatch(/\n2,020 warnings in 1 file, 2,020 hosts\n$/)
  expect((await checked(text, { json: false, all: true })).out.match(/\[address-in-range\]/g)).toHaveLength(
    2_020,
  )
  expect(objectsIn((await checked(text)).out)).toHaveLength(2_020)
})

test('a file without findings says so', async () => {
  const { out } = await checked(LAB, { json: false })

  expect(out).toBe('Nothing found in 1 file, 0 hosts\n')
})

test('what Kea would not take over is said only when asked', async () => {
  const text = `${LAB}ping-check true;\n`

  expect((await checked(text)).out).toBe('')
  expect(objectsIn((await checked(text, { kea: true })).out)).toMatchObject([
    { code: 'kea-parameter', line: 5 },
  ])
})

test('a word that dhcpd passes over is told', async () => {
  const { code, out } = await checked('autoritative;\n')

  expect(code).toBe(0)
  expect(objectsIn(out)).toMatchObject([{ code: 'unknown-word', severity: 'warning', line: 1 }])
})

test('names for which no answer comes are named, and no finding is made of them', async () => {
  const names = Array.from({ length: 7 }, (_, index) => `h${index}.silent`)
  const text = `${LAB}host a { hardware ethernet ${MAC}; fixed-address ${names.join(', ')}; }\n`

  const { code, out, err } = await checked(text, { dns: true })

  expect(code).toBe(0)
  expect(out).toBe('')
  expect(err).toContain('h0.silent, h1.silent, h2.silent, h3.silent, h4.silent and 2 more')
  expect(err).toContain('/etc/resolv.conf')
})

test('a finding in the lease database shows its line', async () => {
  const leases = folderWith({ 'dhcpd.leases': '# made by dhcpd\nhost b {\n  dynamic;\n}\n' })('dhcpd.leases')

  const { out } = await checked(LAB, { json: false, kea: true, leases })

  expect(out).toContain(
    `${leases}:2:1: note: Host b is declared in the lease database only. [kea-host-in-leases]\n`,
  )
  expect(out).toContain('\n  2 | host b {\n    | ^\n')
})

test('a lease database that cannot be read gives 2, and one that is none is told', async () => {
  const at = folderWith({ 'not.leases': 'option routers 10.20.0.1;' })

  const missing = await checked(LAB, { leases: at('nothing.leases') })
  const garbage = await checked(LAB, { leases: at('not.leases') })

  expect(missing).toMatchObject({ code: 2, out: '' })
  expect(missing.err).toContain(`Cannot read ${at('nothing.leases')}`)
  expect(objectsIn(garbage.out)).toMatchObject([{ code: 'leases-unread', file: at('not.leases') }])
})
