import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { helperScript } from '../../src/remote/helper-script.ts'
import { decodeAnswer } from '../../src/remote/wire.ts'
import { needs } from '../support/needs.ts'
import { append, setSetting, startMember } from './member.ts'

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
      input: `leasehold 2 ${nonce}\nverb probe\n\n`,
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

  test('goes on when a killed one of the same process number left its folder', async () => {
    const { machine } = await startMember()
    const { helperPath, settingsPath, statePath } = machine

    // The helper takes the shell's place and its number with it.
    const bytes = execFileSync(
      'sh',
      ['-c', `mkdir -p "$1/work.$$"; exec "$2" "$3"`, 'sh', statePath, helperPath, settingsPath],
      {
        input: `leasehold 2 ${nonce}\nverb probe\n\n`,
      },
    )

    expect(decodeAnswer(bytes, nonce)).toMatchObject({ lines: expect.arrayContaining(['has flock']) })
    expect(readdirSync(statePath).filter((name) => name.startsWith('work'))).toEqual([])
  })

  // SAFETY F7
  test('takes away what a killed one half wrote', async () => {
    const { machine, change } = await startMember()
    const halves = ['.half-journal', 'backups/.half-b', 'outcomes/.half-o'].map(
      (name) => `${machine.statePath}/${name}`,
    )
    for (const half of halves) {
      mkdirSync(dirname(half), { recursive: true })
      writeFileSync(half, 'outcome app')
    }

    await change('one', append)

    expect(halves.filter((half) => existsSync(half))).toEqual([])
  })

  test('names what it stages after the file and after itself, as another helper may change the same file', async () => {
    const { machine, change } = await startMember()
    const seen = `${dirname(machine.settingsPath)}/seen`
    setSetting(machine, 'test', (was) => `ls -A '${dirname(machine.configPath)}' >'${seen}'; ${was}`)

    await change('one', append)

    expect(readFileSync(seen, 'utf8').trim().split('\n')).toEqual([
      expect.stringMatching(/^\.leasehold-[0-9a-f]{8}-previous-dhcpd\.conf$/),
      expect.stringMatching(/^\.leasehold-[0-9a-f]{8}-staged-dhcpd\.conf$/),
      'dhcpd.conf',
    ])
  })
})
