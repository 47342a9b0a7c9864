import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { managedAmong } from '../../../src/cli/local/managed.ts'
import { folderWith } from './folder.ts'

test('the file that a helper changes is told by its settings, under any name', async () => {
  const at = folderWith({ 'dhcpd.conf': '', 'other.conf': '' })
  const settings = folderWith({ 'helper.conf': `# config=no\nconfig=${at('dhcpd.conf')}\nbackups=3\n` })
  symlinkSync('dhcpd.conf', at('link.conf'))

  const managed = (...names: string[]) => managedAmong(names.map(at), settings('.'))

  expect(await managed('dhcpd.conf')).toBe(at('dhcpd.conf'))
  expect(await managed('other.conf', 'link.conf')).toBe(at('link.conf'))
  expect(await managed('other.conf')).toBeUndefined()
  expect(await managedAmong([at('dhcpd.conf')], settings('missing'))).toBeUndefined()
})

test('a second helper, for IPv6, has settings of its own', async () => {
  const at = folderWith({ 'dhcpd.conf': '', 'dhcpd6.conf': '' })
  const settings = folderWith({
    'helper.conf': `config=${at('dhcpd.conf')}\n`,
    'helper6.conf': `config=${at('dhcpd6.conf')}\n`,
  })

  expect(await managedAmong([at('dhcpd6.conf')], settings('.'))).toBe(at('dhcpd6.conf'))
})

test('what the file includes is changed by the helper too, and what else lies beside it is not', async () => {
  const at = folderWith({ 'rooms.conf': '', 'mine.conf': '' })
  const between = folderWith({ 'hosts.conf': `group { include "${at('rooms.conf')}"; }\n` })
  const main = folderWith({ 'dhcpd.conf': `include "${between('hosts.conf')}";\n` })
  const settings = folderWith({ 'helper.conf': `config=${main('dhcpd.conf')}\n` })

  const managed = (path: string) => managedAmong([path], settings('.'))

  expect(await managed(between('hosts.conf'))).toBe(between('hosts.conf'))
  expect(await managed(at('rooms.conf'))).toBe(at('rooms.conf'))
  expect(await managed(at('mine.conf'))).toBeUndefined()
})

test('a folder that the settings name for includes is the helper’s with all that lies in it', async () => {
  const at = folderWith({ 'dhcpd.conf': '', 'hosts.d-old': '' })
  mkdirSync(at('hosts.d'))
  writeFileSync(at('hosts.d/new.conf'), '')
  symlinkSync('hosts.d', at('link.d'))
  const settings = folderWith({
    'helper.conf': `config=${at('dhcpd.conf')}\ninclude-folder=/nowhere\ninclude-folder=${at('link.d')}\n`,
  })

  const managed = (name: string) => managedAmong([at(name)], settings('.'))

  expect(await managed('hosts.d/new.conf')).toBe(at('hosts.d/new.conf'))
  expect(await managed('hosts.d-old')).toBeUndefined()
})
