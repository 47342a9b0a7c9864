import { describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { temporaryDatabase } from '../support/postgres-database.ts'
import { LONG, playScene } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock', 'initdb')

describe.skipIf(machine.skip)(`a bot in several processes ${machine.why}`, () => {
  test('one listens to people, others change the server; a worker that is killed is replaced by another', async () => {
    const store = { postgres: await temporaryDatabase() }
    const { demo, ask, anna, card, file } = await playScene({ store, role: 'slack' })
    const seen = await ask('host-1', '00:00:5e:00:53:c1')
    await anna.click(seen, 'Approve')
    await card('host-1', 'Approved')
    const untouched = file.read()

    const first = await demo.addBot('worker')
    const applied = await card('host-1', 'Applied', LONG)
    await demo.addBot('worker')
    const next = await ask('host-2', '00:00:5e:00:53:c2')
    await first.stop('SIGKILL')
    await anna.click(next, 'Approve')
    await card('host-2', 'Applied', LONG)

    expect(untouched).not.toContain('host-1')
    expect(applied.readable).toContain('Applied')
    for (const name of ['host-1', 'host-2']) expect(file.read().split(`host ${name} `)).toHaveLength(2)
  })

  test('two whole bots share the work, and people are told everything once', async () => {
    const store = { postgres: await temporaryDatabase() }
    const { demo, ask, anna, card, file, rita } = await playScene({ store })
    await demo.addBot('both')

    for (const number of [1, 2, 3]) {
      await anna.click(await ask(`host-${number}`, `00:00:5e:00:53:c${number}`), 'Approve')
      await card(`host-${number}`, 'Applied', LONG)
    }

    const cards = anna.messages('C0APPROVE').filter(({ readable }) => readable.includes('Register host-'))
    expect(cards).toHaveLength(3)
    for (const number of [1, 2, 3]) expect(file.read().split(`host host-${number} `)).toHaveLength(2)
    expect(rita).toBeDefined()
  })
})
