import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addReadingCommands } from '../../../src/cli/read/commands.ts'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { folderWith } from '../local/folder.ts'
import { objectsIn, recordingDesk } from './desk.ts'

const FILES = {
  'dhcpd.conf': LAB + host('a', '00:00:5e:00:53:01', '10.20.0.5'),
  'dhcpd.leases': 'host a { deleted; }\n',
}

async function run(words: (at: (name: string) => string) => string[]) {
  const { desk, said } = recordingDesk()
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
  let code: number | undefined
  addReadingCommands(program, desk, (result) => {
    code = result
  })
  await program.parseAsync(words(folderWith(FILES)), { from: 'user' })
  return { code, out: said.out }
}

test.each([
  ['hosts', 1],
  ['subnets', 1],
  ['tree', 6],
  ['check', 0],
])('%s reads the file that it is given and prints an object a line', async (command, count) => {
  const { code, out } = await run((at) => [command, at('dhcpd.conf'), '--json', '-4'])

  expect(code).toBe(0)
  expect(objectsIn(out)).toHaveLength(count)
})

test('find and free take the file as an option', async () => {
  const found = await run((at) => ['find', 'a', '--file', at('dhcpd.conf'), '--json', '-6'])
  const free = await run((at) => [
    ...['free', '10.20.0.0/24', '--file', at('dhcpd.conf'), '--json'],
    ...['--count', '2', '--keep', '10.20.0.2-10.20.0.4', '--keep', '10.20.0.6'],
  ])

  expect(objectsIn(found.out)).toMatchObject([{ kind: 'host', name: 'a' }])
  expect(objectsIn(free.out).map(({ address }) => address)).toEqual(['10.20.0.7', '10.20.0.8'])
})

test('check looks into the lease database that it is given', async () => {
  const { code, out } = await run((at) => [
    'check',
    at('dhcpd.conf'),
    '--leases',
    at('dhcpd.leases'),
    '--json',
  ])

  expect(code).toBe(1)
  expect(objectsIn(out)).toMatchObject([{ code: 'name-masked', severity: 'error' }])
})

test.each([
  ['hosts', '-4', '-6', 'file'],
  ['free', '--file', 'file', '--count', '0'],
  ['free', '--file', 'file', '--keep', '10.0.0'],
  ['check'],
])('%s %s %s %s is a mistake of usage', async (...words) => {
  await expect(run(() => words)).rejects.toMatchObject({ name: 'CommanderError' })
})
