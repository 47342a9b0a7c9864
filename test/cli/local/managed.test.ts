import { symlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isManaged } from '../../../src/cli/local/managed.ts'
import { folderWith } from './folder.ts'

test('the file that the helper changes is told by its settings, under any name', async () => {
  const at = folderWith({ 'dhcpd.conf': '', 'other.conf': '' })
  const settings = folderWith({ 'helper.conf': `# config=no\nconfig=${at('dhcpd.conf')}\nbackups=3\n` })
  symlinkSync('dhcpd.conf', at('link.conf'))

  const managed = (name: string) => isManaged(at(name), settings('helper.conf'))

  expect(await managed('dhcpd.conf')).toBe(true)
  expect(await managed('link.conf')).toBe(true)
  expect(await managed('other.conf')).toBe(false)
  expect(await isManaged(at('dhcpd.conf'), settings('missing.conf'))).toBe(false)
})
