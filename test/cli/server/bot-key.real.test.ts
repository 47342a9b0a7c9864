import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { isMade, makeKey, readPublicKey } from '../../../src/cli/server/bot-key.ts'
import { needs } from '../../support/needs.ts'

const machine = needs('ssh-keygen')

describe.skipIf(machine.skip)('the bot’s key pair', () => {
  let key: string
  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'leasehold-key-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    key = join(folder, 'key')
  })

  test('is made once, and its public half is read or worked out', async () => {
    const before = await isMade(key)
    await makeKey(key)

    const read = await readPublicKey(key)
    rmSync(`${key}.pub`)
    const derived = await readPublicKey(key)

    expect([before, await isMade(key)]).toEqual([false, true])
    expect(read).toMatch(/^ssh-ed25519 \S+ leasehold$/)
    expect(derived).toBe(read)
  })

  test('that cannot be made says why', async () => {
    await expect(makeKey(join(key, 'nowhere'))).rejects.toThrow(/could not be made: .*No such file/)
  })

  // SAFETY K2
  test.each([
    'ssh-ed25519 AAAA a\ncommand="id" ssh-ed25519 BBBB b\n',
    'command="id" ssh-ed25519 AAAA\n',
    'ssh-ed25519 AAAA "\n',
    '',
  ])('is no line that would give somebody else a right: %j', async (text) => {
    writeFileSync(`${key}.pub`, text)

    await expect(readPublicKey(key)).rejects.toThrow(`The public half of ${key} cannot be had.`)
  })
})
