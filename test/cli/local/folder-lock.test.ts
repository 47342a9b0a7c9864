import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FolderBusy, lockFolder } from '../../../src/cli/local/folder-lock.ts'
import { needs } from '../../support/needs.ts'
import { folderWith } from './folder.ts'

const machine = needs('flock')

test.skipIf(machine.skip)('a folder is locked for one at a time, and nothing is left in it', async () => {
  const folder = folderWith({})('.')
  const unlock = await lockFolder(folder)

  await expect(lockFolder(folder, 50)).rejects.toThrow(FolderBusy)
  await unlock()
  const again = await lockFolder(folder, 5_000)

  await again()
  expect(readdirSync(folder)).toEqual([])
})
