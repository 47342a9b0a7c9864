import { expect, test } from 'vitest'
import { later, noon, person, submitted } from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { onBothDatabases, temporaryStore } from './temporary-store.ts'

onBothDatabases(({ place }) => {
  test('the card is told of every event, the requester of those that concern them', async () => {
    const { requests, outbox } = await temporaryStore(await place())
    const request = await stored(requests, submitted())
    const approval = { type: 'approval-given', by: person('bob'), at: later, revision: 1 } as const
    await requests.commit(request, [approval, { type: 'approved', at: later }])

    const due = await outbox.due(later, 100)

    expect(due.map(({ to, version, event }) => [to, version, event.type])).toEqual([
      ['card', 1, 'submitted'],
      ['requester', 1, 'submitted'],
      ['card', 2, 'approval-given'],
      ['card', 3, 'approved'],
    ])
    expect(due[0]).toEqual({
      id: 1,
      requestId: request.id,
      to: 'card',
      version: 1,
      event: submitted(),
      attempts: 0,
    })
  })

  test('people whom an event names are told one by one; where it names none, the card is', async () => {
    const { requests, outbox } = await temporaryStore(await place())
    const request = await stored(requests, submitted())
    const people = [person('bob'), person('eve')]
    await requests.commit(request, [
      { type: 'reminded-people', at: later, people },
      { type: 'reminded-people', at: later, people: [] },
    ])

    const due = await outbox.due(later, 100)
    await outbox.done(due.slice(0, 3).map(({ id }) => id))

    expect(due.slice(2).map(({ to, version }) => [to, version])).toEqual([
      [person('bob'), 2],
      [person('eve'), 2],
      ['card', 3],
    ])
    expect((await outbox.due(later, 100)).map(({ to }) => to)).toEqual([person('eve'), 'card'])
  })

  test('deliveries come oldest first and no more than asked for', async () => {
    const { requests, outbox } = await temporaryStore(await place())
    await stored(requests, submitted())
    await stored(requests, submitted())

    const due = await outbox.due(noon, 3)

    expect(due.map(({ requestId, to }) => [requestId, to])).toEqual([
      [1, 'card'],
      [1, 'requester'],
      [2, 'card'],
    ])
  })

  test('a delivery that was made does not come again', async () => {
    const { requests, outbox } = await temporaryStore(await place())
    await stored(requests, submitted())
    const [first, second] = await outbox.due(noon, 2)

    await outbox.done(first ? [first.id] : [])
    await outbox.done([])

    expect(await outbox.due(noon, 10)).toEqual([second])
  })

  test('a delivery that failed comes again when its time has come, and counts its attempts', async () => {
    const { requests, outbox } = await temporaryStore(await place())
    await stored(requests, submitted())
    const [first, second] = await outbox.due(noon, 2)
    if (first === undefined) throw new Error('nothing is due')

    await outbox.postpone(first.id, later)

    expect(await outbox.due(noon, 10)).toEqual([second])
    expect(await outbox.due(later, 10)).toEqual([{ ...first, attempts: 1 }, second])
  })

  test('the next delivery is the one that is due first, whichever came first', async () => {
    const { requests, outbox } = await temporaryStore(await place())
    const none = await outbox.next()
    await stored(requests, submitted())
    const [card, word] = await outbox.due(later, 100)
    await outbox.postpone(card?.id ?? 0, later)

    const first = await outbox.next()
    await outbox.done([word?.id ?? 0])

    expect([none, first, await outbox.next()]).toEqual([undefined, noon, later])
  })
})
