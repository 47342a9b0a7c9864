import { expect, test } from 'vitest'
import { check } from '../../../src/cli/read/check.ts'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { folderWith } from '../local/folder.ts'
import { objectsIn, optionsFor, recordingDesk } from './desk.ts'

const MAC = '00:00:5e:00:53:01'

async function checked(text: string, { json = true, color = false, dns = false } = {}) {
  const at = folderWith({ 'dhcpd.conf': text })
  const { desk, said } = recordingDesk(color)
  const code = await check({ ...optionsFor(at('dhcpd.conf'), { json }), dns }, desk)
  return { code, out: said.out.replaceAll(at('dhcpd.conf'), 'dhcpd.conf') }
}

test('a file without errors gives 0, with an error 1, and one that cannot be read 2', async () => {
  const { desk } = recordingDesk()

  expect(await checked(LAB + host('a', MAC, '10.20.0.5'))).toEqual({ code: 0, out: '' })
  expect(await checked(LAB + host('a', MAC, '10.20.0.150'))).toMatchObject({ code: 0 })
  expect(await checked(LAB + host('a', MAC, '10.40.0.5'))).toMatchObject({ code: 1 })
  expect(await check({ ...optionsFor('/nowhere/dhcpd.conf'), dns: false }, desk)).toBe(2)
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
  expect(out).toContain('1 error, 0 warnings, 0 notes (1 host, 1 subnet)')
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
