import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { reasonOfSystem } from '../../../src/cli/local/system-error.ts'
import { folderWith } from './folder.ts'

test('what the system answers is told in words', async () => {
  const at = folderWith({ 'dhcpd.conf': '' })
  const reasonFor = (path: string) => readFile(path).catch(reasonOfSystem)

  expect(await reasonFor(at('nothing.conf'))).toBe('there is no such file')
  expect(await reasonFor(at('.'))).toBe('it is a folder and no file')
  expect(await reasonFor(at('dhcpd.conf/x'))).toBe('a part of its path is no folder')
})

test('what is rare, or comes from elsewhere, keeps its own words', () => {
  expect(reasonOfSystem(Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' }))).toBe(
    'EMFILE: too many open files',
  )
  expect(reasonOfSystem('odd')).toBe('odd')
})
