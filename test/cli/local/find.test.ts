import { expect, test } from 'vitest'
import { findLocal } from '../../../src/cli/local/find.ts'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { folderWith, recordingTerminal } from './folder.ts'

async function find(text: string, file: string) {
  const terminal = recordingTerminal()
  const code = await findLocal({ text, file }, terminal)
  return { code, ...terminal.said }
}

test('hosts are printed in columns, in the order of their addresses', async () => {
  const hosts = `# R\u00f6om\u001b 3\n${host('printer', '00:00:5e:00:53:01', '10.20.0.10')}host a { fixed-address 10.20.0.9; }\n`
  const at = folderWith({ 'dhcpd.conf': LAB + hosts })

  const { code, out, err } = await find('10.20', at('dhcpd.conf'))

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toBe(
    `a        -                  10.20.0.9   ${at('dhcpd.conf')}:7\n` +
      `printer  00:00:5e:00:53:01  10.20.0.10  ${at('dhcpd.conf')}:6  Röom\ufffd 3\n`,
  )
})

test('nothing found, a broken file and a missing one are told apart', async () => {
  const at = folderWith({ 'dhcpd.conf': LAB, 'broken.conf': 'host a { }\nhost b {' })

  const nothing = await find('camera', at('dhcpd.conf'))
  const broken = await find('a', at('broken.conf'))
  const missing = await find('a', at('missing.conf'))

  expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining('No host') })
  expect(broken).toMatchObject({
    code: 1,
    out: expect.stringContaining('a'),
    err: expect.stringContaining(':2:1: '),
  })
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('Cannot read') })
})
