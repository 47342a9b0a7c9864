import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { helperScript } from '../../src/remote/helper-script.ts'
import { decodeAnswer } from '../../src/remote/wire.ts'
import { needs } from '../support/needs.ts'
import { startMember } from './member.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock', 'shellcheck')
const nonce = 'a'.repeat(32)

describe.skipIf(machine.skip)('the helper', () => {
  test('has nothing that shellcheck objects to', () => {
    const script = fileURLToPath(new URL('../../src/remote/helper.sh', import.meta.url))

    const said = spawnSync('shellcheck', ['--shell=sh', script], { encoding: 'utf8' }).stdout

    expect(said).toBe('')
    expect(helperScript().startsWith('#!/bin/sh\n')).toBe(true)
  })

  test('says what the machine offers', async () => {
    const { machine } = await startMember()

    const bytes = execFileSync(machine.helperPath, [machine.settingsPath], {
      input: `leasehold 1 ${nonce}\nverb probe\n\n`,
    })

    const answer = decodeAnswer(bytes, nonce)
    expect(answer).toMatchObject({
      kind: 'whole',
      lines: expect.arrayContaining(['has flock', 'has dhcpd running']),
    })
  })

  // SAFETY K2
  test('takes nothing from the command that the client asks for', async () => {
    const { machine, connect } = await startMember()
    const client = connect({ command: 'cat /etc/shadow' })

    const read = await client.read()

    expect(read.main).toBe(machine.configPath)
  })
})
