import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { folderWith } from './folder.ts'

const program = fileURLToPath(new URL('../../../bin/leasehold', import.meta.url))
const CAMERA = host('camera', '00:00:5e:00:53:01', '10.20.0.10')
const BASE = LAB + CAMERA
const MAC = '00:00:5e:00:53:02'
const STACK = /^\s+at .*[:(]\d+/m

/** Runs leasehold as a shell would, beside a file `dhcpd.conf`. */
async function leasehold(argv: readonly string[], input = '', files: Readonly<Record<string, string>> = {}) {
  const at = folderWith({ 'dhcpd.conf': BASE, ...files })
  mkdirSync(at('folder'))
  const child = spawn(program, argv, { cwd: at('.'), env: { PATH: process.env.PATH ?? '' } })
  child.stdin.on('error', () => {}).end(input)
  const exit = new Promise<number | null>((resolve) => void child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await exit, out, err, content: readFileSync(at('dhcpd.conf'), 'latin1') }
}

describe('what is wrong is said in a sentence, with the exit code of its kind, and nothing is written', () => {
  test.for([
    ['no arguments', ['add', '--file', 'dhcpd.conf'], 2, "missing required argument 'name'"],
    ['no file', ['add', 'printer', MAC], 2, "required option '--file <dhcpd.conf>' not specified"],
    [
      'a file that is not there',
      ['remove', 'x', '--file', 'no.conf'],
      2,
      'Cannot read no.conf: there is no such file.',
    ],
    ['a folder', ['remove', 'x', '--file', 'folder'], 2, 'Cannot read folder: it is a folder and no file.'],
    [
      'a table that is not there',
      ['import', 'no.csv', '--file', 'dhcpd.conf'],
      2,
      'Cannot read no.csv: there is no such',
    ],
    [
      'leases that are not there',
      ['add', 'printer', MAC, '--leases', 'no', '--file', 'dhcpd.conf'],
      2,
      'Cannot read no:',
    ],
    [
      'an unknown host',
      ['edit', 'x', '--comment', 'y', '--file', 'dhcpd.conf'],
      1,
      'There is no host `x` in dhcpd.conf.',
    ],
    ['a host in the wrong case', ['remove', 'Camera', '--file', 'dhcpd.conf'], 1, 'but `camera`'],
    [
      'nothing to change',
      ['edit', 'camera', '--file', 'dhcpd.conf'],
      2,
      'give --mac, --address or --comment',
    ],
    ['no MAC address', ['add', 'printer', 'x', '--file', 'dhcpd.conf'], 1, '`x` is not a MAC address.'],
    [
      'an address of the other family',
      ['add', 'printer', MAC, '2001:db8::5', '--file', 'dhcpd.conf'],
      1,
      'an IPv6 address',
    ],
    [
      'both families',
      ['remove', 'camera', '-4', '-6', '--file', 'dhcpd.conf'],
      2,
      "cannot be used with option '-6'",
    ],
    [
      'an unknown place',
      ['add', 'printer', MAC, '--place', 'top', '--file', 'dhcpd.conf'],
      2,
      'Places are subnet, end,',
    ],
    [
      'an unknown group',
      ['add', 'printer', MAC, '--place', 'group=g', '--file', 'dhcpd.conf'],
      1,
      'There is no group g.',
    ],
    ['writing to standard input', ['remove', 'camera', '--file', '-'], 1, 'Standard input cannot be changed'],
    ['two files in standard input', ['import', '-', '--file', '-'], 2, 'name one of them'],
  ] as const)('%s', async ([, argv, code, sentence]) => {
    const result = await leasehold(argv, BASE)

    expect(result).toMatchObject({ code, err: expect.stringContaining(sentence), content: BASE })
    expect(result.err).not.toMatch(STACK)
  })
})

test('a file on standard input is read for what writes nothing', async () => {
  const exported = await leasehold(['export', '--file', '-'], BASE)
  const shown = await leasehold(['remove', 'camera', '--dry-run', '--file', '-'], BASE)

  expect(exported).toMatchObject({
    code: 0,
    out: expect.stringContaining('\ncamera,00:00:5e:00:53:01,10.20.0.10,\n'),
  })
  expect(shown).toMatchObject({ code: 0, out: expect.stringContaining(`\n-${CAMERA}`) })
})

test('a table on standard input is imported', async () => {
  const { code, content } = await leasehold(
    ['import', '-', '--file', 'dhcpd.conf'],
    `name,mac\nprinter,${MAC}\n`,
  )

  expect({ code, content }).toEqual({ code: 0, content: BASE + host('printer', MAC, '10.20.0.2') })
})

test('there is no colour where nobody looks', async () => {
  const { out } = await leasehold(['remove', 'camera', '--dry-run', '--file', 'dhcpd.conf'])

  expect(out).toContain(`-${CAMERA}`)
  expect(out).not.toContain('\u001b')
})

test('CRLF and Latin-1 stay as they are', async () => {
  const base = `${LAB}# caf\u00e9\n${CAMERA}`.replaceAll('\n', '\r\n')
  const argv = ['edit', 'camera', '--address', '10.20.0.11,10.20.0.12', '--file', 'other.conf', '--dry-run']

  const { code, out } = await leasehold(argv, '', { 'other.conf': base })

  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(' # café\n') })
  expect(out).toContain('fixed-address 10.20.0.11, 10.20.0.12; }\n')
})
