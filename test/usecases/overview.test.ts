import { describe, expect, test } from 'vitest'
import { overviewFor } from '../../src/usecases/overview.ts'
import { ServerUnreachable } from '../../src/usecases/ports.ts'
import { approver, requester, secondApprover } from '../support/people.ts'
import { membersOf, named, policyOf } from '../support/policy.ts'
import { approve, startStory } from '../support/story.ts'

const ids = (requests: readonly { readonly id: number }[]) => requests.map(({ id }) => id)
const bystander = { team: approver.team, user: 'U0BEN' }

/** A house, and what somebody is shown of it. */
async function house(policy?: Parameters<typeof startStory>[1]) {
  const story = await startStory(undefined, policy)
  const overviewOf = (person = requester) => overviewFor(person, [story.server], story.deps)
  const waitingFor = async (person = approver) =>
    ids((await overviewOf(person)).waiting.map(({ request }) => request))
  return { ...story, overviewOf, waitingFor }
}

describe('what waits for a person', () => {
  test('is what their approval would count for, the oldest first', async () => {
    const { submitted, waitingFor } = await house()
    const first = await submitted()
    const second = await submitted({ name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' })
    const own = await submitted(
      { name: 'printer-4', mac: '00:00:5e:00:53:04', address: '10.20.0.13' },
      approver,
    )

    expect(await waitingFor(approver)).toEqual([first.id, second.id])
    expect(await waitingFor(secondApprover)).toEqual([first.id, second.id, own.id])
    expect(await waitingFor(bystander)).toEqual([])
  })

  test('is not what they have approved already and waits for another', async () => {
    const story = await house(policyOf({ approvers: named(approver, secondApprover), quorum: 2 }))
    const request = await approve(story, await story.submitted())

    expect(await story.waitingFor(approver)).toEqual([])
    expect(await story.waitingFor(secondApprover)).toEqual([request.id])
  })

  test('comes with the place of the card of its present plan', async () => {
    const { submitted, cardOf, overviewOf } = await house()
    const request = await submitted()

    const before = await overviewOf(approver)
    const { message } = await cardOf(request)
    const posted = await overviewOf(approver)

    expect(before.waiting.map(({ card }) => card)).toEqual([undefined])
    expect(posted.waiting.map(({ card }) => card)).toEqual([message])
  })

  test('is unsure where Slack does not say who belongs to a group, but never of their own', async () => {
    const rule = { when: { requester: membersOf('S0LAB') }, approvers: membersOf('S0NETOPS') }
    const { submitted, overviewOf, members } = await house(policyOf(rule))
    members.set('S0LAB', [requester])
    await submitted()
    members.delete('S0LAB')

    const silent = await overviewOf(approver)
    const ofRequester = await overviewOf(requester)
    members.set('S0LAB', [requester]).set('S0NETOPS', [approver])
    const told = await overviewOf(approver)

    expect(silent).toMatchObject({ waiting: [], unsure: 1 })
    expect(ofRequester.unsure).toBe(0)
    expect(told).toMatchObject({ unsure: 0 })
    expect(told.waiting).toHaveLength(1)
  })

  test('is shown only as far as people read, and the rest is counted', async () => {
    const { submitted, overviewOf } = await house()
    for (let at = 10; at < 33; at += 1) {
      await submitted({ name: `printer-${at}`, mac: `00:00:5e:00:53:${at}`, address: `10.20.0.${at + 10}` })
    }

    const { waiting, moreWaiting } = await overviewOf(approver)

    expect(waiting).toHaveLength(20)
    expect(moreWaiting).toBe(3)
  })
})

describe('what a person asked for', () => {
  test('is open or has ended, the newest first', async () => {
    const story = await house()
    const { submitted, store, overviewOf } = story
    const denied = await submitted()
    await store.requests.commit(denied, [{ type: 'denied', by: approver, at: '2026-01-01T00:00:09.000Z' }])
    const pending = await submitted()
    const approved = await approve(
      story,
      await submitted({ name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' }),
    )

    const own = await overviewOf(requester)
    const others = await overviewOf(bystander)

    expect(ids(own.open)).toEqual([approved.id, pending.id])
    expect(ids(own.ended)).toEqual([denied.id])
    expect([others.open, others.ended]).toEqual([[], []])
  })
})

describe('a server', () => {
  test('that was not read yet has no subnets, and is asked nothing', async () => {
    const { overviewOf, remote } = await house()
    remote.failures.push(new ServerUnreachable('It was asked.', 'Do not.'))

    const { servers } = await overviewOf()

    expect(servers).toMatchObject([{ status: { server: 'campus', waiting: 0 }, read: undefined }])
    expect(remote.failures).toHaveLength(1)
  })

  test('that was read says when, and how its subnets are used', async () => {
    const { overviewOf, server } = await house()
    await server.cache.refresh()

    const { at, servers } = await overviewOf()

    const [{ read } = { read: undefined }] = servers
    expect([...(read?.subnets.values() ?? [])]).toEqual([{ hosts: 1, dynamic: 100, leases: 0, free: 152 }])
    expect(Date.parse(at) - Date.parse(read?.at ?? '')).toBeLessThan(1_000)
  })

  test('that was changed since it was read does not say when that was', async () => {
    const { overviewOf, server } = await house()
    await server.cache.refresh()
    server.cache.expire()

    const { servers } = await overviewOf()

    expect(servers[0]?.read).toMatchObject({ at: undefined })
    expect(servers[0]?.read?.subnets.size).toBe(1)
  })
})
