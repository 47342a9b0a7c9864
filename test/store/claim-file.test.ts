import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { claimFile } from '../../src/store/claim-file.ts'
import { StoreError } from '../../src/store/store-error.ts'

function somePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-claim-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'leasehold.db')
}

test('a store that is in use is refused to a second bot, with what to do', () => {
  const path = somePath()
  const release = claimFile(path)

  expect(() => claimFile(path)).toThrow(StoreError)
  expect(() => claimFile(path)).toThrow('in use by another Leasehold')
  release()
})

test('a store that was given back can be claimed again', () => {
  const path = somePath()

  claimFile(path)()

  expect(() => claimFile(path)()).not.toThrow()
})

test('a folder that is not there is named', () => {
  expect(() => claimFile('/nowhere/at/all/leasehold.db')).toThrow(StoreError)
})
