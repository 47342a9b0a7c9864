import { expect, test } from 'vitest'
import type { Request } from '../../src/request/request.ts'
import { carryOut } from '../../src/usecases/carry-out.ts'
import { type ApplyAnswer, type People, ServerUnreachable } from '../../src/usecases/ports.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver } from '../support/people.ts'
import { resolved } from '../support/policy.ts'
import { stored } from '../support/stored.ts'
import { approved, CONFIG, type Story, startStory } from '../support/story.ts'

const AWAY = new ServerUnreachable('dhcp1 cannot be found.', 'Check the name.')
const second = { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' }

function stanzaOf(request: Request): string {
  return request.proposal.hosts[0]?.after ?? ''
}

/** How often each event stands in the audit log of a request. */
async function counts(story: Story, id: number): Promise<Record<string, number>> {
  const events = await story.store.requests.history(id)
  return Object.fromEntries(
    [...Map.groupBy(events, ({ type }) => type)].map(([type, list]) => [type, list.length]),
  )
}

/** People of whom the answer takes so long that another replica settles a request meanwhile. */
function whileSettledElsewhere({ deps }: Story, request: Request): People {
  return {
    ...deps.people,
    standing: async () => {
      const outcome = { kind: 'conflict', findings: [] } as const
      const record = { transaction: undefined, digest: undefined, steps: {} }
      const command = { type: 'settle', at: deps.clock(), outcome, record } as const
      await carryOut(deps.requests, request.id, command)
      return 'member'
    },
  }
}

test('a request that ends elsewhere just before it begins is left out, and the others are planned without it', async () => {
  const story = await startStory()
  const gone = await approved(story)
  const stays = await approved(story, second)
  const people = whileSettledElsewhere(story, gone)

  await createWork(story.server, { ...story.deps, people })()

  expect(await story.state(gone)).toMatchObject({ outcome: { kind: 'conflict' } })
  expect(await story.state(stays)).toMatchObject({ outcome: { kind: 'applied' } })
  expect(story.remote.content()).toContain(stanzaOf(stays))
  expect(story.remote.content()).not.toContain('host printer-2')
})

test('Slack is asked once for each approver, however many requests of the batch they approved', async () => {
  const story = await startStory()
  await approved(story)
  await approved(story, second)
  const asked: string[] = []
  const people: People = {
    ...story.deps.people,
    standing: async ({ user }) => {
      asked.push(user)
      return 'member'
    },
  }

  await createWork(story.server, { ...story.deps, people })()

  expect(asked).toEqual([approver.user])
})

test('when every request of a batch ends elsewhere, nothing is sent to the server', async () => {
  const story = await startStory()
  const people = whileSettledElsewhere(story, await approved(story))

  const again = await createWork(story.server, { ...story.deps, people })()

  expect(again).toBeUndefined()
  expect(story.remote.applied).toEqual([])
})

test.for([
  ['address', { '00:00:5e:00:53:02': '00:00:5e:00:53:03', 'printer-2': 'printer-3' }],
  ['name', { '00:00:5e:00:53:02': '00:00:5e:00:53:03', '10.20.0.11': '10.20.0.12' }],
] as const)('of two requests for one %s in a batch, the second is a conflict', async ([field, differing]) => {
  const story = await startStory()
  const first = await approved(story)
  const rival = await approvedRival(story, first, differing)

  await createWork(story.server, story.deps)()

  expect(await story.state(first)).toMatchObject({ outcome: { kind: 'applied' } })
  expect(await story.state(rival)).toMatchObject({ outcome: { kind: 'conflict', findings: [{ field }] } })
  expect(story.remote.content().split('host ')).toHaveLength(CONFIG.split('host ').length + 1)
})

/** An approved request like another one but for some texts, though what that one takes is reserved. */
async function approvedRival(
  { store, deps }: Story,
  { proposal, server, reason, requester }: Request,
  differing: Readonly<Record<string, string>>,
): Promise<Request> {
  const texts = Object.entries(differing)
  const changed = texts.reduce((text, [old, other]) => text.replaceAll(old, other), JSON.stringify(proposal))
  const asked = { type: 'submitted', by: requester, at: deps.clock(), server, reason } as const
  const { id } = await stored(store.requests, { ...asked, proposal: JSON.parse(changed) })
  const { clock, requests } = deps
  const policy = resolved(deps.policy)
  const command = { type: 'approve', by: approver, at: clock(), revision: 1, policy } as const
  const result = await carryOut(requests, id, command)
  if (!('request' in result)) throw new Error(`not approved: ${JSON.stringify(result)}`)
  return result.request
}

test('a server that is lost between the intent and the sending leaves the request approved, with the reason', async () => {
  const story = await startStory()
  const request = await approved(story)
  const unreachable = async () => {
    throw AWAY
  }

  const again = await createWork(
    { ...story.server, remote: { ...story.remote, apply: unreachable } },
    story.deps,
  )()
  const between = await story.state(request)
  await createWork(story.server, story.deps)()

  expect(again).toBeGreaterThan(0)
  expect(between).toMatchObject({
    status: 'approved',
    approvals: [{ by: approver }],
    delay: { reason: AWAY.message, advice: AWAY.advice },
  })
  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  expect(story.remote.applied).toHaveLength(1)
})

test('an end that stays unknown while the server cannot be asked is said on the request, and settled by asking', async () => {
  const story = await startStory()
  const request = await approved(story)
  const apply = async (...args: Parameters<typeof story.remote.apply>): Promise<ApplyAnswer> => {
    await story.remote.apply(...args)
    return { kind: 'unknown', detail: 'the connection ended' }
  }
  const status = async () => {
    throw AWAY
  }

  const again = await createWork(
    { ...story.server, remote: { ...story.remote, apply, status } },
    story.deps,
  )()
  const between = await story.state(request)
  await createWork(story.server, story.deps)()

  expect(again).toBeGreaterThan(0)
  expect(between).toMatchObject({ status: 'applying', delay: { reason: AWAY.message } })
  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  expect(story.remote.applied).toHaveLength(1)
})

test('a server that stays busy is asked in growing pauses, at most a minute apart', async () => {
  const story = await startStory()
  await approved(story)
  story.remote.answers.push(...Array.from({ length: 8 }, (): ApplyAnswer => ({ kind: 'busy' })))
  const work = createWork(story.server, story.deps)

  const pauses: (number | undefined)[] = []
  for (let tries = 0; tries < 8; tries++) pauses.push(await work())
  await work()
  await approved(story, second)
  story.remote.answers.push({ kind: 'busy' })

  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  expect(await work()).toBe(2_000)
})

test('a server that stays busy is worth a word at the third try, and no more than one', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.remote.answers.push(...Array.from({ length: 6 }, (): ApplyAnswer => ({ kind: 'busy' })))
  const work = createWork(story.server, story.deps)

  await work()
  await work()
  const early = await counts(story, request.id)
  await work()
  const state = await story.state(request)
  for (let tries = 0; tries < 3; tries++) await work()

  expect(early.delayed).toBeUndefined()
  expect(state).toMatchObject({
    status: 'approved',
    delay: { reason: expect.stringContaining('Another change') },
  })
  expect(await counts(story, request.id)).toMatchObject({ delayed: 1 })
})

test('a server that stays away leaves one word of it, however often it is tried', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.remote.failures.push(...Array.from({ length: 5 }, () => AWAY))
  const work = createWork(story.server, story.deps)

  for (let tries = 0; tries < 5; tries++) await work()

  expect(await counts(story, request.id)).toEqual({
    submitted: 1,
    'approval-given': 1,
    approved: 1,
    'apply-began': 1,
    'apply-released': 1,
    delayed: 1,
  })
})

test('what was read for the form is planned on without another reading', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.remote.read = async () => {
    throw new Error('read again')
  }

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
})

test('what was read long ago is read again, with no transaction that could only be stale', async () => {
  const story = await startStory()
  const request = await approved(story)
  story.server.cache.age = () => 600_000
  story.remote.edit(`${CONFIG}# edited\n`)

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  expect(await counts(story, request.id)).toMatchObject({ 'apply-began': 1 })
})

test('no request ends by what was read before: what stood in its way may be gone', async () => {
  const story = await startStory()
  const request = await approved(story)
  const twin = CONFIG.replaceAll('printer-1', 'printer-2')
  story.remote.edit(twin)
  await story.server.cache.refresh()
  story.remote.edit(CONFIG)

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
})

test('a neighbour written by hand in another style voids no approval: the stanza is written as it was approved', async () => {
  const story = await startStory()
  const request = await approved(story)
  const neighbour = 'host printer-9 {hardware ethernet 00:00:5e:00:53:09; fixed-address 10.20.0.19;}\n'
  story.remote.edit(CONFIG + neighbour)

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
  expect(story.remote.content()).toContain(`${neighbour}${stanzaOf(request)}`)
})

const IN_SUBNET = `subnet 10.20.0.0 netmask 255.255.255.0 {
  option routers 10.20.0.1;
  host printer-1 {
    hardware ethernet 00:00:5e:00:53:01;
    fixed-address 10.20.0.10;
  }
}
`

test('options of the scope that were changed by hand send an approved request back', async () => {
  const story = await startStory(IN_SUBNET)
  const request = await approved(story)
  const edited = IN_SUBNET.replace('routers 10.20.0.1;', 'routers 10.20.0.254;')
  story.remote.edit(edited)

  await createWork(story.server, story.deps)()

  expect(await story.state(request)).toMatchObject({
    status: 'pending',
    approvals: [],
    sentBack: expect.stringContaining('no longer the same'),
  })
  expect(story.remote.content()).toBe(edited)
})
