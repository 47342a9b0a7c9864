import { expect, test } from 'vitest'
import { type ApplyAnswer, ServerUnreachable } from '../../src/usecases/ports.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver } from '../support/people.ts'
import { approved, CONFIG, startStory } from '../support/story.ts'

const second = { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' }

test('an approved request is written into the file, and every other byte stays', async () => {
  const story = await startStory()
  const request = await approved(story)

  const again = await createWork(story.server, story.deps)()

  expect(again).toBeUndefined()
  expect(await story.state(request)).toMatchObject({ status: 'settled', outcome: { kind: 'applied' } })
  const stanza = request.proposal.hosts[0]?.after ?? ''
  expect(story.remote.content()).toContain(stanza)
  expect(story.remote.content().replace(stanza, '').replaceAll('\n', '')).toBe(CONFIG.replaceAll('\n', ''))
})

test('many approved requests cost one transaction', async () => {
  const story = await startStory()
  const requests = [await approved(story), await approved(story, second)]

  await createWork(story.server, story.deps)()

  expect(story.remote.applied).toHaveLength(1)
  for (const request of requests)
    expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
})

test('one bad request in a batch fails alone', async () => {
  const story = await startStory()
  const requests = [await approved(story), await approved(story, second)]
  story.remote.refuses.set('printer-2', 'line 9: unexpected')

  await createWork(story.server, story.deps)()

  const [first, other] = await Promise.all(requests.map(story.state))
  expect(first).toMatchObject({ outcome: { kind: 'refused', detail: 'line 9: unexpected' } })
  expect(other).toMatchObject({ outcome: { kind: 'applied' } })
})

test('a hand edit elsewhere in the file is kept', async () => {
  const story = await startStory()
  const request = await approved(story)
  const edited = `# by hand\n${CONFIG}`
  story.remote.edit(edited)

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  expect(story.remote.content().startsWith(edited.trimEnd())).toBe(true)
})

test('an address that was taken by hand meanwhile is a conflict that says so, and nothing is written', async () => {
  const story = await startStory()
  const request = await approved(story)
  const edited = `${CONFIG}host other { hardware ethernet 00:00:5e:00:53:77; fixed-address 10.20.0.12; }
host printer-2 { hardware ethernet 00:00:5e:00:53:78; fixed-address 10.20.0.13; }
`
  story.remote.edit(edited)

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({
    outcome: { kind: 'conflict', findings: [{ field: 'name', severity: 'error' }] },
  })
  expect(story.remote.content()).toBe(edited)
})

test('a plan that is no longer the approved one is sent back, and its approvals are void', async () => {
  const story = await startStory()
  const request = await approved(story)
  const edited = `${CONFIG}host twin { hardware ethernet 00:00:5e:00:53:77; fixed-address 10.20.0.11; }\n`
  story.remote.edit(edited)

  await createWork(story.server, story.deps)()

  const found = await story.store.requests.find(request.id)
  expect(found).toMatchObject({ revision: 2, state: { status: 'pending', approvals: [] } })
  expect(found?.proposal.findings).toMatchObject([{ severity: 'warning' }])
  expect(story.remote.content()).toBe(edited)
})

test('an approver who may no longer approve when it is applied sends the request back', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.standings.set(approver.user, 'stranger')

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({ status: 'pending', approvals: [] })
})

test('a request waits and says so while Slack does not say who its approvers are', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.standings.set(approver.user, 'unknown')

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({
    status: 'approved',
    delay: { reason: expect.stringContaining('Slack') },
  })
})

test('a file that changes between plan and apply is read and planned again', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.remote.answers.push({ kind: 'stale' }, { kind: 'stale' })

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
})

test('a file that never comes to rest puts the request off with what to do', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.remote.answers.push(...Array.from({ length: 5 }, (): ApplyAnswer => ({ kind: 'stale' })))

  const again = await createWork(story.server, story.deps)()

  expect(again).toBeGreaterThan(0)
  expect(await story.state(request)).toMatchObject({
    status: 'approved',
    delay: { reason: expect.stringContaining('keeps changing') },
  })
})

test('a busy server is tried again, and the request stays approved', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.remote.answers.push({ kind: 'busy' })

  const again = await createWork(story.server, story.deps)()
  const between = await story.state(request)
  await createWork(story.server, story.deps)()

  expect(again).toBeGreaterThan(0)
  expect(between.status).toBe('approved')
  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
})

test('an unreachable server keeps the request approved and says which link failed', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.remote.failures.push(new ServerUnreachable('dhcp1 cannot be found.', 'Check the name.'))

  const again = await createWork(story.server, story.deps)()
  const between = await story.state(request)
  await createWork(story.server, story.deps)()

  expect(again).toBeGreaterThan(0)
  expect(between).toMatchObject({
    status: 'approved',
    delay: { reason: 'dhcp1 cannot be found.', advice: 'Check the name.' },
  })
  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
})

test('an answer that never arrived is settled by asking, and nothing is done twice', async () => {
  const story = await startStory()
  const request = await approved(story)
  const apply = story.remote.apply
  const cut = async (...args: Parameters<typeof apply>): Promise<ApplyAnswer> => {
    await apply(...args)
    return { kind: 'unknown', detail: 'the connection ended' }
  }

  await createWork({ ...story.server, remote: { ...story.remote, apply: cut } }, story.deps)()

  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  expect(story.remote.applied).toHaveLength(1)
})

test('a bot that was killed after the server applied learns of it from the server when it is back', async () => {
  const story = await startStory()
  const request = await approved(story)
  const apply = story.remote.apply
  const killed = async (...args: Parameters<typeof apply>): Promise<ApplyAnswer> => {
    await apply(...args)
    throw new Error('killed')
  }
  await createWork({ ...story.server, remote: { ...story.remote, apply: killed } }, story.deps)()

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  expect(story.remote.applied).toHaveLength(1)
})

test('a bot that was killed before the server heard of it applies the request when it is back', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.remote.failures.push(...[])
  const killed = async (): Promise<ApplyAnswer> => {
    throw new Error('killed')
  }
  await createWork({ ...story.server, remote: { ...story.remote, apply: killed } }, story.deps)()
  const between = await story.state(request)

  await createWork(story.server, story.deps)()

  expect(between.status).toBe('applying')
  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  expect(story.remote.applied).toHaveLength(1)
})

test('a transaction that is still under way is waited for and not started again', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.remote.answers.push({ kind: 'unknown', detail: 'the connection ended' })
  story.remote.statusOfOthers = { kind: 'running' }

  const again = await createWork(story.server, story.deps)()

  expect(again).toBeGreaterThan(0)
  expect((await story.state(request)).status).toBe('applying')
  expect(story.remote.applied).toHaveLength(0)
})

test.for([
  { kind: 'refused', reason: 'daemon-down', detail: 'dhcpd was not running' },
  { kind: 'rolled-back', detail: 'dhcpd did not start' },
  { kind: 'needs-operator', detail: 'dhcpd does not start with the old file either' },
] as const)('an outcome of $kind ends the request with the reason', async (answer) => {
  const story = await startStory()
  const request = await approved(story)
  story.remote.answers.push(answer)

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({
    status: 'settled',
    outcome: { kind: answer.kind, detail: answer.detail },
  })
})
