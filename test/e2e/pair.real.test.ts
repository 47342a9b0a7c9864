import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Machine } from '../../demo/machine/machine.ts'
import { connectServer } from '../../src/remote/server.ts'
import type { Request } from '../../src/request/request.ts'
import { createInventoryCache } from '../../src/usecases/inventory-cache.ts'
import { createPair } from '../../src/usecases/pair.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { setSetting, until } from '../remote/member.ts'
import { becomes, type FailoverPair, failoverPair, startFailoverPair } from '../support/failover-pair.ts'
import { startTestMachine } from '../support/machine.ts'
import { needs } from '../support/needs.ts'
import { approved, startStoryOn } from '../support/story.ts'
import { LONG, playScene } from './scene.ts'

const machine = needs('root', 'linux', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

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

/** The demo's people and bot, with a server of two members. */
async function playPairScene() {
  const machines = failoverPair()
  const scene = await playScene({ machine: machines.first })
  const second = await startTestMachine(machines.second)
  onTestFinished(second.close)
  const first = scene.demo.machine
  await becomes('normal', [first, second])
  const path = join(scene.demo.folder, 'leasehold.yaml')
  const settings = parse(readFileSync(path, 'utf8'))
  settings.servers.campus.members.push(second.server)
  writeFileSync(path, stringify(settings))
  await scene.demo.restartBot()
  return { ...scene, first, second }
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

  test('gets what is approved in Slack on both members, and the card says so', async () => {
    const { ask, anna, card, ...members } = await playPairScene()

    await anna.click(await ask('host-1', '00:00:5e:00:53:f1'), 'Approve')

    const shown = await card('host-1', 'Applied', LONG)
    expect(shown.readable).toMatch(/restarted on 127\.0\.0\.1:\d+ and then on 127\.0\.0\.1:\d+/)
    for (const file of files(members)) expect(file.match(/host host-1 /g)).toHaveLength(1)
  })

  // SAFETY C4
  test('gets a change once, though the bot is killed between its members', async () => {
    const { demo, ask, anna, card, ...members } = await playPairScene()
    // Long enough to be killed in.
    setSetting(members.first, 'healthy-seconds', () => '3')
    await anna.click(await ask('host-2', '00:00:5e:00:53:f2'), 'Approve')
    await until(() => files(members)[0]?.includes('host host-2 ') === true)

    await demo.bot().stop('SIGKILL')
    const between = files(members).map((file) => file.includes('host host-2 '))
    await demo.restartBot()

    await card('host-2', 'Applied', LONG)
    expect(between).toEqual([true, false])
    for (const file of files(members)) expect(file.match(/host host-2 /g)).toHaveLength(1)
  })
})
