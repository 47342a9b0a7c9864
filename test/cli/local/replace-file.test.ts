import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { lockFolder } from '../../../src/cli/local/folder-lock.ts'
import { NotReplaced, replaceFile } from '../../../src/cli/local/replace-file.ts'
import { needs } from '../../support/needs.ts'
import { folderWith } from './folder.ts'

const machine = needs('flock')

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

test('a machine without cp and flock keeps at least the mode', async () => {
  const at = folderWith({ 'dhcpd.conf': 'longer than new' })
  chmodSync(at('dhcpd.conf'), 0o640)
  vi.stubEnv('PATH', '/nowhere')
  onTestFinished(() => void vi.unstubAllEnvs())

  await replaceFile(at('dhcpd.conf'), 'longer than new', 'new', async () => {})

  expect(readFileSync(at('dhcpd.conf'), 'latin1')).toBe('new')
  expect(statSync(at('dhcpd.conf')).mode & 0o7777).toBe(0o640)
})

test.skipIf(machine.skip)('a file is swapped only while no other command may swap one', async () => {
  const at = folderWith({ 'dhcpd.conf': 'old' })
  const during: unknown[] = []

  const replaced = replaceFile(at('dhcpd.conf'), 'old', 'new', async () => {
    const unlock = await lockFolder(at('.'))
    setTimeout(() => {
      during.push(readFileSync(at('dhcpd.conf'), 'latin1'))
      void unlock()
    }, 100)
  })

  await replaced
  expect(during).toEqual(['old'])
  expect(readFileSync(at('dhcpd.conf'), 'latin1')).toBe('new')
})
