import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Machine } from '../../demo/machine/machine.ts'
import { connectServer } from '../../src/remote/server.ts'
import type { Request } from '../../src/request/request.ts'
import { createInventoryCache } from '../../src/usecases/inventory-cache.ts'
import { createPair } from '../../src/usecases/pair.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { setSetting } from '../remote/member.ts'
import { type FailoverPair, startFailoverPair } from '../support/failover-pair.ts'
import { needs } from '../support/needs.ts'
import { approved, startStoryOn } from '../support/story.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'ip', 'flock')

const NAMES = { first: 'dhcp1', second: 'dhcp2' }

/** A bot's store and worker over a real failover pair, with one approved request. */
async function playPair() {
  const machines = await startFailoverPair()
  const [first, second] = [machines.first, machines.second].map((member) =>
    connectServer({ name: 'campus', deadlineSeconds: 30, ...member.server }),
  )
  if (!first || !second) throw new Error('a pair has two members')
  const now = () => performance.now()
  const members = [
    { name: NAMES.first, remote: first },
    { name: NAMES.second, remote: second },
  ] as const
  const story = await startStoryOn(({ pairs }) => ({
    remote: createPair('campus', members, { pairs, wait: setTimeout }),
    cache: createInventoryCache(first, now),
    pair: { ...NAMES, cache: createInventoryCache(second, now) },
  }))
  onTestFinished(story.remote.close)
  const request = await approved(story)
  const run = createWork(story.server, story.deps)
  const outcome = () => outcomeOf(story, request)
  return { ...machines, story, request, run, outcome }
}

async function outcomeOf(story: { state(request: Request): Promise<Request['state']> }, request: Request) {
  const state = await story.state(request)
  return state.status === 'settled' ? state.outcome : state.status
}

function files({ first, second }: Pick<FailoverPair, 'first' | 'second'>): string[] {
  return [first, second].map(({ configPath }) => readFileSync(configPath, 'latin1'))
}

function pids({ first, second }: Pick<FailoverPair, 'first' | 'second'>): (number | undefined)[] {
  return [first, second].map((member: Machine) => {
    const state = member.dhcpd()
    return state.running ? state.pid : undefined
  })
}

describe.skipIf(machine.skip)(`a failover pair ${machine.why}`, () => {
  test('gets a host on both members, one restarted after the other, and is normal again', async () => {
    const pair = await playPair()
    const before = pids(pair)

    await pair.run()

    expect(await pair.outcome()).toEqual({
      kind: 'applied',
      detail: 'dhcpd was restarted on dhcp1 and then on dhcp2, and is healthy on both.',
    })
    for (const file of files(pair)) expect(file.match(/host printer-2 /g)).toHaveLength(1)
    expect(pids(pair).map((pid, index) => pid !== undefined && pid !== before[index])).toEqual([true, true])
    await pair.normal()
  })

  test('is left alone while its members do not hear of one another, and changed when they do', async () => {
    const pair = await playPair()
    const before = [files(pair), pids(pair)]
    await pair.cable('down')
    await pair.interrupted()

    await pair.run()
    const waiting = await pair.outcome()
    const after = [files(pair), pids(pair)]
    await pair.cable('up')
    await pair.normal()
    await pair.run()

    expect(waiting).toBe('approved')
    expect(after).toEqual(before)
    expect(await pair.outcome()).toMatchObject({ kind: 'applied' })
  })

  test('whose second member does not start with the change has it on neither, and serves', async () => {
    const pair = await playPair()
    const before = files(pair)
    setSetting(
      pair.second,
      'start',
      (was) => `! grep -q 'host printer-2' '${pair.second.configPath}' && ${was}`,
    )

    await pair.run()

    expect(await pair.outcome()).toMatchObject({
      kind: 'rolled-back',
      detail: expect.stringMatching(/^dhcp2: .*dhcp1 was changed before and was put back\.$/),
    })
    expect(files(pair)).toEqual(before)
    expect(pids(pair).every((pid) => pid !== undefined)).toBe(true)
    await pair.normal()
  })
})
