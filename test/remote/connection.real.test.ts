import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { startRelay } from '../support/relay.ts'
import { startMember } from './member.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

describe.skipIf(machine.skip)('the one connection that is kept', () => {
  test('carries more questions at once than sshd allows sessions', async () => {
    const { server } = await startMember()

    const answers = await Promise.all(Array.from({ length: 12 }, (_, number) => server.status(`s${number}`)))

    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['unknown-transaction']))
  })

  test('is made anew once, however many ask when it has dropped', async () => {
    const member = await startMember()
    const relay = await startRelay(member.machine.server.port)
    onTestFinished(() => relay.close())
    const client = member.connect({ port: relay.port })
    await client.status('first')
    relay.cut()
    relay.mend()
    await setTimeout(50)

    await Promise.all(['a', 'b', 'c'].map((id) => client.status(id)))

    const log = readFileSync(`${dirname(member.machine.settingsPath)}/sshd.log`, 'utf8')
    expect(log.match(/Accepted publickey/g)).toHaveLength(2)
  })
})
