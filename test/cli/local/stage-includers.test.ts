import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { readConfiguration } from '../../../src/cli/local/read.ts'
import { withStagedMain } from '../../../src/cli/local/stage-includers.ts'
import { folderWith } from './folder.ts'

test('a changed include is tested as part of the main file, through all that lies between', async () => {
  const at = folderWith({ 'hosts.conf': 'host a { }\n' })
  const between = folderWith({ 'more.conf': `group {\n  include "${at('hosts.conf')}"; # hosts\n}\n` })
  const main = folderWith({ 'dhcpd.conf': `include "${between('more.conf')}";\n` })
  const configuration = await readConfiguration(main('dhcpd.conf'), undefined)
  const seen: string[] = []
  let said = ''

  await withStagedMain(configuration, at('hosts.conf'), '/staged', async (tested, asRead) => {
    const text = readFileSync(tested, 'latin1')
    const [, copy = ''] = /"(.*)"/.exec(text) ?? []
    seen.push(dirname(tested), dirname(copy), readFileSync(copy, 'latin1'))
    said = asRead(`${tested} line 1: a\n${copy} line 2: b\n/staged line 3: c`)
  })

  expect(said).toBe(
    `${main('dhcpd.conf')} line 1: a\n${between('more.conf')} line 2: b\n${at('hosts.conf')} line 3: c`,
  )
  expect(seen).toEqual([
    dirname(main('dhcpd.conf')),
    dirname(between('more.conf')),
    'group {\n  include "/staged"; # hosts\n}\n',
  ])
  expect([...readdirSync(main('.')), ...readdirSync(between('.'))]).toEqual(['dhcpd.conf', 'more.conf'])
})

test('a changed main file is tested as it is', async () => {
  const at = folderWith({ 'dhcpd.conf': 'include "/dev/null";\n' })
  const configuration = await readConfiguration(at('dhcpd.conf'), undefined)
  const tested: string[] = []

  await withStagedMain(configuration, at('dhcpd.conf'), '/staged', async (main) => void tested.push(main))

  expect(tested).toEqual(['/staged'])
})
