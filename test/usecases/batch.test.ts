import { expect, test, vi } from 'vitest'
import { parse } from '../../src/dhcpd/parse.ts'
import type { Request } from '../../src/request/request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approved, CONFIG, type Story, startStory } from '../support/story.ts'

vi.mock(import('../../src/dhcpd/parse.ts'), { spy: true })

const SENTENCE = 'line 9: unknown option'

/** Approved requests for printer-2, printer-3, …, each with a MAC and an address of its own. */
async function approvedRequests(story: Story, count: number): Promise<Request[]> {
  const requests: Request[] = []
  for (let number = 2; number < count + 2; number++) {
    const mac = `00:00:5e:00:53:${number.toString(16).padStart(2, '0')}`
    requests.push(
      await approved(story, { name: `printer-${number}`, mac, address: `10.20.0.${20 + number}` }),
    )
  }
  return requests
}

async function outcomes(story: Story, requests: readonly Request[]): Promise<unknown[]> {
  const states = await Promise.all(requests.map(story.state))
  return states.map((state) => (state.status === 'settled' ? state.outcome : state.status))
}

const applied = { kind: 'applied' }
const refused = { kind: 'refused', detail: SENTENCE }

// SAFETY C8
test('what dhcpd refuses in a batch is found by tests alone; the rest is applied with one restart', async () => {
  const story = await startStory()
  const requests = await approvedRequests(story, 8)
  story.remote.refuses.set('host printer-6 ', SENTENCE)

  await createWork(story.server, story.deps)()

  expect(await outcomes(story, requests)).toEqual([
    applied,
    applied,
    applied,
    applied,
    refused,
    applied,
    applied,
    applied,
  ])
  expect(story.remote.applied).toHaveLength(1)
  expect(story.remote.tests()).toBeLessThanOrEqual(6)
})

test('each of several that dhcpd refuses gets its own sentence', async () => {
  const story = await startStory()
  const requests = await approvedRequests(story, 4)
  story.remote.refuses.set('host printer-2 ', 'line 8: no')
  story.remote.refuses.set('host printer-5 ', 'line 9: never')

  await createWork(story.server, story.deps)()

  expect(await outcomes(story, requests)).toEqual([
    { kind: 'refused', detail: 'line 8: no' },
    applied,
    applied,
    { kind: 'refused', detail: 'line 9: never' },
  ])
  expect(story.remote.applied).toHaveLength(1)
})

test('a batch of which dhcpd refuses everything restarts nothing', async () => {
  const story = await startStory()
  const requests = await approvedRequests(story, 3)
  story.remote.refuses.set('host printer-2 ', SENTENCE)
  story.remote.refuses.set('host printer-3 ', SENTENCE)
  story.remote.refuses.set('host printer-4 ', SENTENCE)

  await createWork(story.server, story.deps)()

  expect(await outcomes(story, requests)).toEqual([refused, refused, refused])
  expect(story.remote.applied).toEqual([])
})

test('a server that takes fewer at once gets them in several batches, and nobody is refused', async () => {
  const story = await startStory()
  const requests = await approvedRequests(story, 5)
  story.remote.most = 2
  const work = createWork(story.server, story.deps)

  const again = await work()
  const between = await outcomes(story, requests)
  for (let batch = 0; batch < 2; batch++) await work()

  expect(again).toBeGreaterThan(0)
  expect(between).toEqual([applied, applied, 'approved', 'approved', 'approved'])
  expect(await outcomes(story, requests)).toEqual([applied, applied, applied, applied, applied])
  expect(story.remote.applied).toHaveLength(3)
})

test('a hand edit in the middle of the search is kept, and the batch is planned on it', async () => {
  const story = await startStory()
  const requests = await approvedRequests(story, 4)
  story.remote.refuses.set('host printer-3 ', SENTENCE)
  const ask = story.remote.test
  const edited = `# by hand\n${CONFIG}`
  story.remote.test = async (transaction) => {
    story.remote.test = ask
    const answer = await ask(transaction)
    story.remote.edit(edited)
    return answer
  }

  await createWork(story.server, story.deps)()

  expect(await outcomes(story, requests)).toEqual([applied, refused, applied, applied])
  expect(story.remote.content().startsWith('# by hand\n')).toBe(true)
})

test('a server that becomes busy in the middle of the search is left, and the search begins again later', async () => {
  const story = await startStory()
  const requests = await approvedRequests(story, 3)
  story.remote.refuses.set('host printer-3 ', SENTENCE)
  const ask = story.remote.test
  story.remote.test = async () => {
    story.remote.test = ask
    return { kind: 'busy' }
  }
  const work = createWork(story.server, story.deps)

  const again = await work()
  const between = await outcomes(story, requests)
  await work()

  expect(again).toBeGreaterThan(0)
  expect(between).toEqual(['approved', 'approved', 'approved'])
  expect(await outcomes(story, requests)).toEqual([applied, refused, applied])
})

test('a refusal that is the state of the server, and of nothing in the batch, is not searched for', async () => {
  const story = await startStory()
  const requests = await approvedRequests(story, 2)
  const answer = { kind: 'refused', reason: 'daemon-down', detail: 'dhcpd was not running' } as const
  story.remote.answers.push(answer)

  await createWork(story.server, story.deps)()

  const expected = { kind: 'refused', detail: 'dhcpd was not running' }
  expect(await outcomes(story, requests)).toEqual([expected, expected])
  expect(story.remote.tests()).toBe(0)
})

test('one that cannot be planned beside the others is a conflict, and the others are applied', async () => {
  const story = await startStory()
  const [first, second, third] = await approvedRequests(story, 3)
  if (!first || !second || !third) throw new Error('there are too few requests')
  const spoilt = second.proposal.hosts.map((host) => ({ ...host, after: 'host printer-3 {' }))
  await story.store.requests.commit(second, [
    {
      type: 'sent-back',
      at: '2026-01-02',
      reason: 'spoilt',
      proposal: { ...second.proposal, hosts: spoilt },
    },
    { type: 'approved', at: '2026-01-02' },
  ])

  await createWork(story.server, story.deps)()

  expect(await outcomes(story, [first, second, third])).toMatchObject([
    applied,
    { kind: 'conflict', findings: [{ code: 'file-not-editable' }] },
    applied,
  ])
})

test('the file is read as often for many requests as for two', async () => {
  expect(await readings(12)).toBe(await readings(2))
})

/** How often more than one host is parsed while so many requests are applied. */
async function readings(count: number): Promise<number> {
  const story = await startStory()
  await approvedRequests(story, count)
  vi.mocked(parse).mockClear()

  await createWork(story.server, story.deps)()

  expect(story.remote.applied).toHaveLength(1)
  return vi.mocked(parse).mock.calls.filter(([content]) => content.split('host ').length > 2).length
}
