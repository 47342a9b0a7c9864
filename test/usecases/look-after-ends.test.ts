import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HostInput } from '../../src/inventory/check-add.ts'
import type { Person } from '../../src/request/person.ts'
import type { Policy } from '../../src/request/policy.ts'
import { cancelById } from '../../src/usecases/cancel-request.ts'
import { deliverMessages } from '../../src/usecases/deliver-messages.ts'
import { denyRequest } from '../../src/usecases/deny-request.ts'
import { lookAfterEnds } from '../../src/usecases/look-after-ends.ts'
import { ServerUnreachable } from '../../src/usecases/ports.ts'
import { undoRequest } from '../../src/usecases/undo-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, requester, secondApprover, TEAM } from '../support/people.ts'
import { membersOf, named, policyOf } from '../support/policy.ts'
import { approve, approved, CONFIG, fakeMessenger, type Story, startStory } from '../support/story.ts'

const DAY = 86_400_000
const BOT: Person = { team: TEAM, user: 'U0BOT' }
const END = '2026-03-31'
/** The day on which it ends, and the first on which it is over. */
const LAST_DAY = '2026-03-31T23:59:59.000Z'
const OVER = '2026-04-01T00:00:00.000Z'

/** What is done about ends on a day. */
function lookAt(story: Story, day: string, others: object = {}) {
  const deps = { ...story.deps, clock: () => day, bot: BOT, askBefore: 14 * DAY, ...others }
  return lookAfterEnds([story.server], deps)
}

/** A story in which a guest's host is registered. */
async function withGuest(fields: Partial<HostInput> = {}, policy?: Policy): Promise<Story> {
  const story = await startStory(CONFIG, policy)
  await approved(story, { name: 'guest', owner: 'U0OWN', until: END, ...fields })
  await createWork(story.server, story.deps)()
  return story
}

async function told({ store, deps }: Story, day = OVER): Promise<string[]> {
  const { messenger, told } = fakeMessenger()
  await deliverMessages({ ...store, messenger, clock: () => day, log: deps.log })
  return told
}

async function removals({ store }: Pick<Story, 'store'>) {
  const all = ['pending', 'approved', 'denied', 'expired', 'settled'] as const
  return (await store.requests.withStatus('campus', all)).filter(({ ended }) => ended)
}

describe('the owner of what ends', () => {
  test('is asked so long before, and once', async () => {
    const story = await withGuest()
    await told(story)

    await lookAt(story, '2026-03-16T23:59:00.000Z')
    const early = await told(story)
    await lookAt(story, '2026-03-17T00:00:00.000Z')
    await lookAt(story, LAST_DAY)

    expect(early).toEqual([])
    expect(await told(story)).toEqual(['ask U0OWN about guest until 2026-03-31'])
    expect(await removals(story)).toEqual([])
  })

  test('is not asked about what has no end', async () => {
    const story = await withGuest({ until: 'never' })
    await told(story)

    await lookAt(story, '2036-01-01T00:00:00.000Z')

    expect(await told(story)).toEqual([])
  })

  test('is not asked any more when it is over', async () => {
    const story = await withGuest()
    await told(story)

    await lookAt(story, OVER)

    expect((await told(story)).filter((line) => line.startsWith('ask'))).toEqual([])
  })
})

describe('when the end has come', () => {
  test('the removal is asked for in the name of the bot, approved like any other, and applied', async () => {
    const story = await withGuest()
    const before = story.remote.content()

    await lookAt(story, LAST_DAY)
    const early = await removals(story)
    await lookAt(story, OVER)
    const [removal] = await removals(story)
    if (removal) await approve(story, removal)
    await createWork(story.server, story.deps)()

    expect(early).toEqual([])
    expect(before).toContain('# owner: U0OWN, until 2026-03-31\nhost guest {')
    expect(removal).toMatchObject({
      requester: BOT,
      reason: `Its end, ${END}, has come.`,
      state: { status: 'pending' },
    })
    expect(story.remote.content()).toBe(CONFIG)
    expect(await story.store.registrations.all('campus')).toEqual([])
    expect(await story.store.requests.history(removal?.id ?? 0)).toMatchObject([
      { type: 'submitted', by: BOT, ended: { name: 'guest', end: END, owner: { team: TEAM, id: 'U0OWN' } } },
      { type: 'approval-given', by: approver },
      {},
      {},
      { outcome: { kind: 'applied' } },
    ])
  })

  // SAFETY A3: the owner did not ask, and may approve where the policy lets them.
  test('its owner may be the one who approves', async () => {
    const story = await withGuest({ owner: approver.user })

    await lookAt(story, OVER)
    const [removal] = await removals(story)

    expect(removal && (await approve(story, removal))).toMatchObject({ state: { status: 'approved' } })
  })

  test('nobody can take the request back, not even the owner', async () => {
    const story = await withGuest({ owner: requester.user })
    await lookAt(story, OVER)
    const [removal] = await removals(story)

    expect(await cancelById(removal?.id ?? 0, requester, story.deps)).toMatchObject({
      refusal: 'not-your-request',
    })
  })

  test('the owner is told, and not the bot', async () => {
    const story = await withGuest()
    await told(story)

    await lookAt(story, OVER)

    const [removal] = await removals(story)
    expect(await told(story)).toEqual([`card ${removal?.id}.1 pending`, `requester ${removal?.id} submitted`])
  })

  test('the policy may let it go by itself: nobody’s membership is asked for', async () => {
    const remove = { when: { change: ['remove'] as const }, automatic: true }
    const rest = { when: { change: ['add'] as const }, approvers: named(approver, secondApprover) }
    const story = await withGuest({}, policyOf(remove, rest))
    story.standings.set(BOT.user, 'stranger')

    await lookAt(story, OVER)
    await createWork(story.server, story.deps)()

    expect(await removals(story)).toMatchObject([
      { state: { status: 'settled', outcome: { kind: 'applied' } } },
    ])
    expect(story.remote.content()).toBe(CONFIG)
  })

  test('it is asked for also where only some may ask, and many requests of the bot are open', async () => {
    const policy = policyOf({ approvers: named(approver) })
    const story = await withGuest(
      {},
      { ...policy, requesters: named(requester), limits: { openPerPerson: 1, openInAll: 9 } },
    )
    await approved(story, { name: 'guest-2', mac: '00:00:5e:00:53:12', address: '10.20.0.12', until: END })
    await createWork(story.server, story.deps)()

    await lookAt(story, OVER)

    expect(await removals(story)).toHaveLength(2)
  })

  test('another request about the host is waited for', async () => {
    const story = await withGuest()
    const edit = {
      kind: 'edit',
      target: 'guest',
      name: undefined,
      address: undefined,
      subnet: undefined,
    } as const
    const open = await story.asked([{ ...edit, mac: '00:00:5e:00:53:77', comment: undefined }])
    await told(story)

    await lookAt(story, OVER)
    const meanwhile = [await removals(story), await told(story)]
    await cancelById(open.id, requester, story.deps)
    await lookAt(story, OVER)

    expect(meanwhile).toEqual([[], []])
    expect(await removals(story)).toHaveLength(1)
  })

  test('a removal that ran out without a decision is asked for again, and one that was denied is not', async () => {
    const story = await withGuest()
    await lookAt(story, OVER)
    const [first] = await removals(story)
    if (first) await story.store.requests.commit(first, [{ type: 'expired', at: OVER }])
    await lookAt(story, OVER)
    const [, second] = await removals(story)
    if (second)
      await denyRequest({ by: approver, reason: undefined, ...(await story.cardOf(second)) }, story.deps)

    await lookAt(story, '2026-06-01T00:00:00.000Z')

    expect((await removals(story)).map(({ state }) => state.status)).toEqual(['expired', 'denied'])
  })

  test('a removal that was undone is not asked for again', async () => {
    const story = await withGuest()
    const before = story.remote.content()
    await lookAt(story, OVER)
    const [removal] = await removals(story)
    if (removal) await approve(story, removal)
    const deps = { ...story.deps, clock: () => OVER }
    await createWork(story.server, deps)()
    const done = await story.store.requests.find(removal?.id ?? 0)
    if (!done) throw new Error('the removal is there')

    const form = { by: requester, reason: 'a mistake', confirmed: [], patience: 2_000 }
    const undo = await undoRequest(done, form, story.server, deps)
    if (undo.kind === 'submitted') await approve(story, undo.request)
    await createWork(story.server, deps)()
    await lookAt(story, '2026-04-02T00:00:00.000Z')

    expect(story.remote.content().replace('}\n\n#', '}\n#')).toBe(before.replace('}\n\n#', '}\n#'))
    expect(await story.store.registrations.all('campus')).toMatchObject([
      { name: 'guest', owner: { id: 'U0OWN' }, end: END },
    ])
    expect(await removals(story)).toHaveLength(1)
  })
})

describe('when somebody was at the file by hand', () => {
  test('what is gone is forgotten, with a word about it', async () => {
    const story = await withGuest()
    await told(story)
    story.remote.edit(CONFIG)

    await lookAt(story, OVER)
    await lookAt(story, OVER)

    expect(await told(story)).toEqual([
      `end ${END} of guest: It is gone from the file already: somebody took it out by hand.`,
    ])
    expect(await story.store.registrations.all('campus')).toEqual([])
  })

  test('what says something else by now is told of to those who approve', async () => {
    const story = await withGuest()
    story.remote.edit(story.remote.content().replace(END, '2027-03-31'))

    await lookAt(story, OVER)

    const [removal] = await removals(story)
    expect(removal?.reason).toContain('It was changed by hand since it was applied')
    expect(removal?.proposal.hosts[0]?.before).toContain('until 2027-03-31')
  })

  test('what cannot be read is not taken for gone', async () => {
    const story = await withGuest()
    await told(story)
    story.remote.edit('host guest {')

    await lookAt(story, OVER)

    expect(await told(story)).toEqual([])
    expect(await story.store.registrations.all('campus')).toHaveLength(1)
  })

  test('what is being applied is waited for', async () => {
    const story = await withGuest()
    const other = await approved(story, { name: 'other', mac: '00:00:5e:00:53:13', address: '10.20.0.13' })
    await story.store.requests.commit(other, [
      { type: 'apply-began', at: OVER, transaction: 'tx-9', base: '' },
    ])
    story.remote.edit(CONFIG)
    story.server.cache.expire()

    await lookAt(story, OVER)

    expect(await story.store.registrations.all('campus')).toHaveLength(1)
    expect(await removals(story)).toEqual([])
  })
})

describe('what is in the way', () => {
  test('of the policy is told of once', async () => {
    const story = await withGuest()
    await told(story)
    const policy = policyOf({ when: { change: ['add'] }, approvers: named(approver) })

    await lookAt(story, OVER, { policy })
    await lookAt(story, OVER, { policy })

    expect(await told(story)).toEqual([
      `end ${END} of guest: No rule of the policy is about this, so nobody could approve it.`,
    ])
  })

  test('for a moment is not: the server, or Slack, that cannot be asked', async () => {
    const story = await withGuest()
    await told(story)
    story.server.cache.expire()
    story.remote.failures.push(new ServerUnreachable('It does not answer.', 'Wait.'))
    const policy = policyOf({ when: { requester: membersOf('S0X') }, approvers: named(approver) })

    await lookAt(story, OVER)
    const silent = await told(story)
    await lookAt(story, OVER, { policy })

    expect(silent).toEqual([])
    expect(await removals(story)).toEqual([])
    await lookAt(story, OVER)
    expect(await removals(story)).toHaveLength(1)
  })
})

test('however many look at once, each owner is asked once and each removal is asked for once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 5 }),
      fc.array(fc.constantFrom('2026-03-20T00:00:00.000Z', OVER), { minLength: 2, maxLength: 5 }),
      fc.scheduler(),
      async (hosts, days, scheduler) => {
        const story = await startStory()
        for (let index = 1; index <= hosts; index++) {
          const fields = {
            name: `guest-${index}`,
            mac: `00:00:5e:00:53:1${index}`,
            address: `10.20.0.2${index}`,
          }
          await approved(story, { ...fields, owner: 'U0OWN', until: END })
        }
        await createWork(story.server, story.deps)()
        await told(story)
        // Every step of the store may come after any of the others'.
        const { submit, submissions } = story.store.requests
        const requests = {
          ...story.store.requests,
          submissions: scheduler.scheduleFunction(submissions),
          submit: scheduler.scheduleFunction(submit),
        }
        const registrations = {
          ...story.store.registrations,
          ending: scheduler.scheduleFunction(story.store.registrations.ending),
        }

        await scheduler.waitFor(
          Promise.all(days.map((day) => lookAt(story, day, { requests, registrations }))),
        )

        const lines = await told(story)
        const asked = lines.filter((line) => line.startsWith('ask') && !line.endsWith('again'))
        expect(lines.filter((line) => line.startsWith('end'))).toEqual([])
        expect(new Set(asked).size).toBe(asked.length)
        const targets = (await removals(story)).map(({ ended }) => ended?.name)
        const isOver = days.includes(OVER)
        expect(targets.toSorted()).toEqual(
          isOver ? Array.from({ length: hosts }, (_, at) => `guest-${at + 1}`) : [],
        )
      },
    ),
    { numRuns: 15 },
  )
})
