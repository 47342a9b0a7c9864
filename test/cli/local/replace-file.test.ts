import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { NotReplaced, replaceFile } from '../../../src/cli/local/replace-file.ts'
import { folderWith } from './folder.ts'

test('the test sees the new bytes beside the old file, which is still whole', async () => {
  const at = folderWith({ 'dhcpd.conf': 'old\u00e9' })
  const seen: string[] = []

  await replaceFile(at('dhcpd.conf'), 'old\u00e9', 'new\u00e9', async (staged) => {
    seen.push(readFileSync(staged, 'latin1'), readFileSync(at('dhcpd.conf'), 'latin1'))
  })

  expect(seen).toEqual(['new\u00e9', 'old\u00e9'])
  expect(readFileSync(at('dhcpd.conf'), 'latin1')).toBe('new\u00e9')
})

test('a failed test leaves the file as it was and nothing beside it', async () => {
  const at = folderWith({ 'dhcpd.conf': 'old' })

  const replaced = replaceFile(at('dhcpd.conf'), 'old', 'new', async () => {
    throw new NotReplaced('no')
  })

  await expect(replaced).rejects.toThrow('no')
  expect(readFileSync(at('dhcpd.conf'), 'latin1')).toBe('old')
  expect(readdirSync(at('.'))).toEqual(['dhcpd.conf'])
})

test('a change by someone else meanwhile is kept', async () => {
  const at = folderWith({ 'dhcpd.conf': 'old' })

  const replaced = replaceFile(at('dhcpd.conf'), 'old', 'new', async () => {
    writeFileSync(at('dhcpd.conf'), 'by hand')
  })

  await expect(replaced).rejects.toThrow(NotReplaced)
  expect(readFileSync(at('dhcpd.conf'), 'latin1')).toBe('by hand')
  expect(readdirSync(at('.'))).toEqual(['dhcpd.conf'])
})
