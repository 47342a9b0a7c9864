import { readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { managedAmong } from '../../../src/cli/local/managed.ts'
import { removeLocal } from '../../../src/cli/local/remove.ts'
import { host, LAB } from '../../inventory/inventory-of.ts'
import { folderWith, recordingTerminal } from './folder.ts'

vi.mock('../../../src/cli/local/managed.ts', () => ({ managedAmong: vi.fn() }))

afterEach(() => vi.resetAllMocks())

// SAFETY A8
test('a file that is changed by requests is shown to a dry run and never written', async () => {
  vi.mocked(managedAmong).mockImplementation(async ([path]) => path)
  const text = LAB + host('camera', '00:00:5e:00:53:01', '10.20.0.10')
  const at = folderWith({ 'dhcpd.conf': text })
  const terminal = recordingTerminal()
  const options = { name: 'camera', file: at('dhcpd.conf'), leases: undefined, family: 4 } as const

  const dry = await removeLocal({ ...options, dryRun: true }, terminal)
  const real = await removeLocal({ ...options, dryRun: false }, terminal)

  expect([dry, real]).toEqual([0, 1])
  expect(terminal.said.err).toContain('changed by requests in Slack alone')
  expect(readFileSync(at('dhcpd.conf'), 'latin1')).toBe(text)
})

test('an included file that is changed by requests is never written, whatever file includes it', async () => {
  vi.mocked(managedAmong).mockImplementation(async (paths) =>
    paths.find((path) => path.endsWith('hosts.conf')),
  )
  const text = host('camera', '00:00:5e:00:53:01', '10.20.0.10')
  const included = folderWith({ 'hosts.conf': text })
  const at = folderWith({ 'mine.conf': `${LAB}include "${included('hosts.conf')}";\n` })
  const terminal = recordingTerminal()
  const options = {
    name: 'camera',
    file: at('mine.conf'),
    leases: undefined,
    family: 4,
    dryRun: false,
  } as const

  const code = await removeLocal(options, terminal)

  expect(code).toBe(1)
  expect(terminal.said.err).toContain(`${included('hosts.conf')} is changed by requests in Slack alone`)
  expect(readFileSync(included('hosts.conf'), 'latin1')).toBe(text)
})
