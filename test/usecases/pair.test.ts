import { describe, expect, test } from 'vitest'
import type { Request } from '../../src/request/request.ts'
import { ServerUnreachable } from '../../src/usecases/ports.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import {
  type FakeMember,
  type Fault,
  failoverState,
  type PairStory,
  startPairStory,
} from '../support/pair-story.ts'
import { approved, CONFIG } from '../support/story.ts'

/** Runs the worker as often as it asks for it, at most ten times. */
async function work({ server, deps }: PairStory): Promise<void> {
  const run = createWork(server, deps)
  for (let runs = 0; runs < 10; runs++) if ((await run()) === undefined) return
}

/** A pair with one approved request of which the members' next transactions go wrong in these ways. */
async function given(faults: { first?: (Fault | undefined)[]; second?: (Fault | undefined)[] } = {}) {
  const story = await startPairStory()
  const request = await approved(story)
  story.first.faults.push(...(faults.first ?? []))
  story.second.faults.push(...(faults.second ?? []))
  return { story, request }
}

function holds(member: FakeMember): boolean {
  return member.content().includes('host printer-2 ')
}

async function outcomeOf({ state }: PairStory, request: Request) {
  const now = await state(request)
  return now.status === 'settled' ? now.outcome : now.status
}

async function delaysOf({ store }: PairStory, { id }: Request): Promise<string[]> {
  const events = await store.requests.history(id)
  return events.flatMap((event) => (event.type === 'delayed' ? [event.delay.reason] : []))
}

describe('a change of a failover pair', () => {
  test('is applied to the first member and then to the second, and says so', async () => {
    const { story, request } = await given()

    await work(story)

    expect(await outcomeOf(story, request)).toEqual({
      kind: 'applied',
      detail: 'dhcpd was restarted on dhcp1 and then on dhcp2, and is healthy on both.',
    })
    expect([story.first, story.second].map(holds)).toEqual([true, true])
    expect(story.first.applied.map(({ id }) => id)).toEqual(['tx-1.first'])
    expect(story.second.applied.map(({ id }) => id)).toEqual(['tx-1.second-1'])
  })

  test('is planned on each member’s own file', async () => {
    const story = await startPairStory(CONFIG, `# the second\n${CONFIG}# its end\n`)
    await approved(story)

    await work(story)

    expect(story.second.content()).toBe(`# the second\n${story.first.content()}# its end\n`)
  })

  test('takes a batch with one restart of each member', async () => {
    const { story } = await given()
    await approved(story, { name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' })

    await work(story)

    expect(story.first.applied).toHaveLength(1)
    expect(story.second.applied).toHaveLength(1)
  })

  // SAFETY C4
  test('that is sent again is not made again', async () => {
    const { story } = await given()
    await work(story)
    const [transaction] = story.first.applied
    if (!transaction) throw new Error('nothing was applied')

    const answer = await story.remote.apply({ ...transaction, id: 'tx-1', partner: transaction })

    expect(answer.kind).toBe('applied')
    expect(story.first.applied).toHaveLength(1)
    expect(story.second.applied).toHaveLength(1)
  })
})

describe('neither member is touched', () => {
  test('when the second’s test refuses what the first’s takes', async () => {
    const { story, request } = await given()
    story.second.refuses.set('host printer-2 ', 'line 9: no')

    await work(story)

    expect(await outcomeOf(story, request)).toMatchObject({ kind: 'refused', detail: 'dhcp2: line 9: no' })
    expect([...story.first.applied, ...story.second.applied]).toEqual([])
  })

  test('for the request alone that a member’s test refuses, and the rest of the batch is applied', async () => {
    const { story, request } = await given()
    const other = await approved(story, {
      name: 'printer-3',
      mac: '00:00:5e:00:53:03',
      address: '10.20.0.12',
    })
    story.second.refuses.set('host printer-2 ', 'line 9: no')

    await work(story)

    expect(await outcomeOf(story, request)).toMatchObject({ kind: 'refused', detail: 'dhcp2: line 9: no' })
    expect(await outcomeOf(story, other)).toMatchObject({ kind: 'applied' })
  })

  test.each([
    ['partner-down', failoverState('partner-down', 'communications-interrupted')],
    ['communications-interrupted', failoverState('communications-interrupted')],
    [
      'normal, partner state communications-interrupted',
      failoverState('normal', 'communications-interrupted'),
    ],
    ['potential-conflict', failoverState('normal') + failoverState('potential-conflict')],
    ['recover', failoverState('normal') + failoverState('recover', 'normal', 'lab')],
  ])(
    'while a member’s failover state is %s; when it is normal, the change is applied',
    async (words, leases) => {
      for (const side of ['first', 'second'] as const) {
        const { story, request } = await given()
        story[side].leases(leases)

        await createWork(story.server, story.deps)()
        const untouched = [...story.first.applied, ...story.second.applied]
        const waiting = await delaysOf(story, request)
        story[side].leases(failoverState('normal'))
        await work(story)

        expect(untouched).toEqual([])
        expect(waiting).toEqual([expect.stringContaining(`my state ${words}`)])
        expect(waiting).toEqual([expect.stringContaining(side === 'first' ? 'dhcp1' : 'dhcp2')])
        expect(await outcomeOf(story, request)).toMatchObject({ kind: 'applied' })
      }
    },
  )

  test.each(['first', 'second'] as const)('while the %s says nothing of failover', async (side) => {
    const { story, request } = await given()
    story[side].leases('lease 10.20.0.100 { binding state free; }\n')

    await createWork(story.server, story.deps)()

    expect(await outcomeOf(story, request)).toBe('approved')
    expect(await delaysOf(story, request)).toEqual([expect.stringContaining('holds no failover state')])
    expect([...story.first.applied, ...story.second.applied]).toEqual([])
  })

  test('while a member cannot be reached', async () => {
    const { story, request } = await given()
    story.second.failures.push(new ServerUnreachable('dhcp2 cannot be reached.', 'Look.'))

    await createWork(story.server, story.deps)()
    const waiting = await outcomeOf(story, request)
    const untouched = [...story.first.applied]
    await work(story)

    expect(waiting).toBe('approved')
    expect(untouched).toEqual([])
    expect(await outcomeOf(story, request)).toMatchObject({ kind: 'applied' })
  })
})

describe('when the first member', () => {
  test.each<[Fault, string, string]>([
    ['refused', 'refused', 'dhcp1: the disk is full'],
    ['rolled-back', 'rolled-back', 'dhcp1: dhcpd did not stay. dhcp2 was left as it is.'],
    ['needs-operator', 'needs-operator', 'dhcp1: dhcpd is down. dhcp2 was left as it is.'],
  ])('ends as %s, the second is not touched', async (fault, kind, detail) => {
    const { story, request } = await given({ first: [fault] })

    await work(story)

    expect(await outcomeOf(story, request)).toEqual({ kind, detail })
    expect(story.second.applied).toEqual([])
  })

  test.each<Fault>(['stale', 'busy', 'unreachable', 'lost-request', 'lost-answer'])(
    'is %s, the change is applied to both all the same, once',
    async (fault) => {
      const { story, request } = await given({ first: [fault] })

      await work(story)

      expect(await outcomeOf(story, request)).toMatchObject({ kind: 'applied' })
      expect(story.first.applied).toHaveLength(1)
      expect(story.second.applied).toHaveLength(1)
    },
  )

  test('is restarted, the second waits until failover is normal again', async () => {
    const { story, request } = await given()
    let looks = 0
    const apply = story.first.apply
    story.first.apply = async (transaction) => {
      story.second.leases(failoverState('communications-interrupted'))
      return apply(transaction)
    }
    story.waits.on = () => {
      looks += 1
      if (looks === 3) story.second.leases(failoverState('normal'))
      expect(story.second.applied).toEqual([])
    }

    await work(story)

    expect(looks).toBe(3)
    expect(await outcomeOf(story, request)).toMatchObject({ kind: 'applied' })
  })

  test('does not come back to normal, it is put back, and the second is never touched', async () => {
    const { story, request } = await given()
    const apply = story.first.apply
    story.first.apply = async (transaction) => {
      story.second.leases(failoverState('communications-interrupted'))
      return apply(transaction)
    }

    await work(story)

    expect(await outcomeOf(story, request)).toEqual({
      kind: 'rolled-back',
      detail:
        'dhcp2: it was left as it is, as the pair did not become normal within 60 seconds. dhcp2 says of failover peer campus: my state communications-interrupted, partner state normal. dhcp1 was changed before and was put back.',
    })
    expect(story.waits.milliseconds).toBeLessThanOrEqual(60_000)
    expect([story.first, story.second].map(holds)).toEqual([false, false])
    expect(story.second.applied).toEqual([])
  })
})

describe('when the second member', () => {
  test.each<[Fault, string]>([
    ['refused', 'dhcp2: the disk is full. dhcp1 was changed before and was put back.'],
    ['rolled-back', 'dhcp2: dhcpd did not stay. dhcp1 was changed before and was put back.'],
  ])('ends as %s, the first is put back to the byte and the queue stops', async (fault, detail) => {
    const { story, request } = await given({ second: [fault] })

    await work(story)

    expect(await outcomeOf(story, request)).toEqual({ kind: 'rolled-back', detail })
    expect(story.first.content()).toBe(CONFIG)
    expect(story.second.content()).toBe(CONFIG)
    expect(story.first.applied.map(({ id }) => id)).toEqual(['tx-1.first', 'tx-1.put-back-1'])
    expect(await story.store.queues.find('campus')).toMatchObject({
      stop: { outcome: 'rolled-back', detail },
    })
  })

  test('may not serve, a person is needed, and the first serves on', async () => {
    const { story, request } = await given({ second: ['needs-operator'] })

    await work(story)

    expect(await outcomeOf(story, request)).toEqual({
      kind: 'needs-operator',
      detail: 'dhcp2: dhcpd is down. dhcp1 has the change and serves.',
    })
    expect(story.first.applied).toHaveLength(1)
  })

  test.each<[Fault, string]>([
    ['stale', 'The configuration of dhcp2 was changed by hand in the meantime.'],
    ['unreachable', 'dhcp2 cannot be reached.'],
  ])(
    'is %s, the first is put back, those who wait are told, and it is tried again',
    async (fault, reason) => {
      const { story, request } = await given({ second: [fault] })
      const run = createWork(story.server, story.deps)

      await run()
      const between = [story.first, story.second].map(holds)
      const told = await delaysOf(story, request)
      await work(story)

      expect(between).toEqual([false, false])
      expect(told).toEqual([expect.stringContaining(reason)])
      expect(told).toEqual([expect.stringContaining('dhcp1 was changed before and was put back.')])
      expect(await outcomeOf(story, request)).toMatchObject({ kind: 'applied' })
      expect([story.first, story.second].map(holds)).toEqual([true, true])
    },
  )

  test('is edited by hand while the first is changed, the hand’s work is kept and the plan made anew', async () => {
    const { story, request } = await given()
    const apply = story.first.apply
    story.first.apply = async (transaction) => {
      if (transaction.id === 'tx-1.first') story.second.edit(`# by hand\n${story.second.content()}`)
      return apply(transaction)
    }

    await work(story)

    expect(await outcomeOf(story, request)).toMatchObject({ kind: 'applied' })
    expect(story.second.content()).toBe(`# by hand\n${story.first.content()}`)
    expect(story.first.applied.map(({ id }) => id)).toEqual(['tx-1.first', 'tx-1.put-back-1', 'tx-2.first'])
  })

  test('is busy for a moment, it is asked again and nothing is put back', async () => {
    const { story, request } = await given({ second: ['busy', 'busy'] })

    await work(story)

    expect(await outcomeOf(story, request)).toMatchObject({ kind: 'applied' })
    expect(story.first.applied).toHaveLength(1)
  })

  test('stays busy, the first is put back and it is tried again', async () => {
    const { story, request } = await given({ second: Array(5).fill('busy') })

    await work(story)

    expect(story.first.applied.map(({ id }) => id)).toEqual(['tx-1.first', 'tx-1.put-back-1', 'tx-2.first'])
    expect(await outcomeOf(story, request)).toMatchObject({ kind: 'applied' })
  })

  test.each<Fault>(['lost-request', 'lost-answer'])(
    'leaves its end unknown (%s), it is asked',
    async (fault) => {
      const { story, request } = await given({ second: [fault] })

      await work(story)

      expect(await outcomeOf(story, request)).toMatchObject({ kind: 'applied' })
      expect(story.first.applied).toHaveLength(1)
      expect(story.second.applied).toHaveLength(1)
    },
  )

  test('leaves its end unknown and cannot be asked, nothing is done until it can', async () => {
    const { story, request } = await given({ second: ['lost-answer'] })
    const status = story.second.status
    story.second.status = async () => {
      throw new ServerUnreachable('dhcp2 cannot be reached.', 'Look.')
    }

    await createWork(story.server, story.deps)()
    const waiting = await outcomeOf(story, request)
    story.second.status = status
    await work(story)

    expect(waiting).toBe('applying')
    expect(story.first.applied).toHaveLength(1)
    expect(await outcomeOf(story, request)).toMatchObject({ kind: 'applied' })
  })
})

describe('when the first is to be put back and', () => {
  test.each<[Fault, string]>([
    ['refused', 'the disk is full'],
    ['rolled-back', 'dhcpd did not stay'],
    ['needs-operator', 'dhcpd is down'],
    ['stale', 'its file was changed by hand meanwhile'],
  ])('ends as %s, a person is told what happened on which member', async (fault, why) => {
    const { story, request } = await given({ first: [undefined, fault], second: ['refused'] })

    await work(story)

    const detail = `dhcp2: the disk is full. dhcp1 has the change and could not be put back: ${why}. Make dhcp1 and dhcp2 say the same again by hand.`
    expect(await outcomeOf(story, request)).toEqual({ kind: 'needs-operator', detail })
    expect(await story.store.queues.find('campus')).toMatchObject({ stop: { outcome: 'needs-operator' } })
  })

  test('was edited by hand, the hand’s work is kept and a person is needed', async () => {
    const { story, request } = await given({ second: ['refused'] })
    const apply = story.second.apply
    story.second.apply = async (transaction) => {
      story.first.edit(`${story.first.content()}# by hand\n`)
      return apply(transaction)
    }

    await work(story)

    expect(await outcomeOf(story, request)).toMatchObject({ kind: 'needs-operator' })
    expect(story.first.content()).toContain('# by hand')
  })

  test.each<Fault>(['busy', 'lost-request', 'lost-answer'])(
    'is %s, it is put back all the same, once',
    async (fault) => {
      const { story, request } = await given({ first: [undefined, fault], second: ['refused'] })

      await work(story)

      expect(await outcomeOf(story, request)).toMatchObject({ kind: 'rolled-back' })
      expect(story.first.content()).toBe(CONFIG)
      expect(story.first.applied).toHaveLength(2)
    },
  )

  test('cannot be reached, people are told that the members differ until it is put back', async () => {
    const { story, request } = await given({
      first: [undefined, 'unreachable', 'unreachable'],
      second: ['refused'],
    })

    await createWork(story.server, story.deps)()
    const waiting = await outcomeOf(story, request)
    const told = await delaysOf(story, request)
    await work(story)

    expect(waiting).toBe('applying')
    expect(told).toEqual([
      'dhcp2: the disk is full. dhcp1 has the change, dhcp2 has not, and dhcp1 still has to be put back. dhcp1 cannot be reached.',
    ])
    expect(await outcomeOf(story, request)).toMatchObject({ kind: 'rolled-back' })
    expect(story.first.content()).toBe(CONFIG)
  })
})
