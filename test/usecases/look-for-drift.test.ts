import { expect, test } from 'vitest'
import { deliverMessages } from '../../src/usecases/deliver-messages.ts'
import { keepAsItIs } from '../../src/usecases/keep-drift.ts'
import { createDriftWatch } from '../../src/usecases/look-for-drift.ts'
import { ServerUnreachable } from '../../src/usecases/ports.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, operator } from '../support/people.ts'
import { approved, fakeMessenger, type Story, startStory } from '../support/story.ts'

const REGULARLY = 5 * 60_000

/** A story in which printer-2 was applied, and somebody who looks whenever they are asked to. */
async function appliedStory() {
  const story = await startStory()
  await approved(story)
  await createWork(story.server, story.deps)()
  const { messenger, told } = fakeMessenger()
  let time = 0
  const watch = createDriftWatch(story.server, story.deps, () => time)
  /** Looks, and lets people be told; gives what they were told of drift. */
  async function look(): Promise<readonly string[]> {
    time += REGULARLY
    await watch()
    await deliverMessages({ ...story.deps, messenger, clock: () => '2027-01-01T00:00:00.000Z' })
    return told.filter((line) => line.startsWith('drift'))
  }
  return { story, look, watch }
}

function changeByHand({ remote }: Story, from: string, to: string): void {
  remote.edit(remote.content().replace(from, to))
}

async function openDrift({ store }: Story) {
  const [drift] = await store.drifts.open('campus')
  if (!drift) throw new Error('nothing has drifted')
  return drift
}

test('what was applied and still stands so is no drift', async () => {
  const { look } = await appliedStory()

  expect(await look()).toEqual([])
})

test('a registration that was changed by hand is shown once and left as it is', async () => {
  const { story, look } = await appliedStory()
  changeByHand(story, '10.20.0.11', '10.20.0.29')
  const edited = story.remote.content()

  await look()
  const told = await look()

  expect(told).toEqual(['drift printer-2 open'])
  expect(story.remote.content()).toBe(edited)
  expect(story.remote.applied).toHaveLength(1)
})

test('a drift is over, and its message says so, when the file again says what was applied', async () => {
  const { story, look } = await appliedStory()
  changeByHand(story, '10.20.0.11', '10.20.0.29')
  await look()
  changeByHand(story, '10.20.0.29', '10.20.0.11')

  const told = await look()

  expect(told).toEqual(['drift printer-2 open', 'drift printer-2 over again'])
  expect(await story.store.drifts.open('campus')).toEqual([])
})

test.for([
  ['approver', approver],
  ['operator', operator],
] as const)('what an %s keeps is what the file is expected to say from then on', async ([_, by]) => {
  const { story, look } = await appliedStory()
  changeByHand(story, '10.20.0.11', '10.20.0.29')
  await look()

  const result = await keepAsItIs({ by, driftId: (await openDrift(story)).id }, story.deps)
  const told = await look()

  expect(result.kind).toBe('kept')
  expect(told).toEqual(['drift printer-2 open', 'drift printer-2 kept again'])
  expect((await story.store.drifts.applied('campus'))[0]?.text).toContain('10.20.0.29')
})

test('a registration that was taken out by hand and kept so is expected no more', async () => {
  const { story, look } = await appliedStory()
  story.remote.edit(story.remote.content().replace(/host printer-2 \{[^}]*\}\n/, ''))
  await look()

  await keepAsItIs({ by: approver, driftId: (await openDrift(story)).id }, story.deps)

  expect(await story.store.drifts.applied('campus')).toEqual([])
  expect(await look()).toHaveLength(2)
})

test('a change by hand after something was kept is drift again', async () => {
  const { story, look } = await appliedStory()
  changeByHand(story, '10.20.0.11', '10.20.0.29')
  await look()
  await keepAsItIs({ by: approver, driftId: (await openDrift(story)).id }, story.deps)
  await look()
  changeByHand(story, '10.20.0.29', '10.20.0.11')

  await look()

  expect(await openDrift(story)).toMatchObject({ hosts: [{ found: expect.stringContaining('10.20.0.11') }] })
})

test('who is neither an approver nor an operator keeps nothing', async () => {
  const { story, look } = await appliedStory()
  changeByHand(story, '10.20.0.11', '10.20.0.29')
  await look()
  const click = { by: { team: approver.team, user: 'U0BEN' }, driftId: (await openDrift(story)).id }

  const result = await keepAsItIs(click, story.deps)

  expect(result).toEqual({ kind: 'refused', because: 'not-entitled' })
  expect(await story.store.drifts.open('campus')).toHaveLength(1)
})

test.for([
  ['stranger', 'not-a-member'],
  ['unknown', 'identity-unknown'],
] as const)('a person who is a %s to Slack keeps nothing', async ([standing, because]) => {
  const { story, look } = await appliedStory()
  changeByHand(story, '10.20.0.11', '10.20.0.29')
  await look()
  story.standings.set(approver.user, standing)

  const result = await keepAsItIs({ by: approver, driftId: (await openDrift(story)).id }, story.deps)

  expect(result).toEqual({ kind: 'refused', because })
})

test('a second click, and a click on nothing of ours, are told so', async () => {
  const { story, look } = await appliedStory()
  changeByHand(story, '10.20.0.11', '10.20.0.29')
  await look()
  const { id } = await openDrift(story)
  await keepAsItIs({ by: approver, driftId: id }, story.deps)

  const again = await keepAsItIs({ by: approver, driftId: id }, story.deps)
  const unknown = await keepAsItIs({ by: approver, driftId: 'nothing' }, story.deps)

  expect([again, unknown]).toEqual([
    { kind: 'refused', because: 'over' },
    { kind: 'refused', because: 'unknown-drift' },
  ])
})

test('several that changed together are one message', async () => {
  const { story, look } = await appliedStory()
  await approved(story, { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' })
  await createWork(story.server, story.deps)()
  story.remote.edit(story.remote.content().replace('0.11', '0.21').replace('0.12', '0.22'))

  expect(await look()).toEqual(['drift printer-2 open, printer-3 open'])
})

test('while a transaction is under way nobody looks: what the file should say is not known', async () => {
  const { story, look } = await appliedStory()
  await approved(story, { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' })
  story.remote.answers.push({ kind: 'unknown', detail: 'the connection ended' })
  story.remote.statusOfOthers = { kind: 'running' }
  await createWork(story.server, story.deps)()
  changeByHand(story, '10.20.0.11', '10.20.0.29')

  expect(await look()).toEqual([])
})

test('a file that is broken for the moment has lost nothing', async () => {
  const { story, look } = await appliedStory()
  const whole = story.remote.content()
  story.remote.edit(whole.slice(0, whole.indexOf('host printer-1') + 20))

  expect(await look()).toEqual([])
})

test('a server that is away is looked at the next time', async () => {
  const { story, look } = await appliedStory()
  changeByHand(story, '10.20.0.11', '10.20.0.29')
  story.remote.failures.push(new ServerUnreachable('dhcp1 cannot be found.', 'Check the name.'))

  const away = await look()

  expect([away, await look()]).toEqual([[], ['drift printer-2 open']])
})

test('between two regular looks the server is left alone', async () => {
  const { story, look, watch } = await appliedStory()
  await look()
  changeByHand(story, '10.20.0.11', '10.20.0.29')

  await watch()

  expect(await story.store.drifts.open('campus')).toEqual([])
})
