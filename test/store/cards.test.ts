import { expect, test } from 'vitest'
import { submitted } from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { onBothDatabases, temporaryStore } from './temporary-store.ts'

onBothDatabases(({ place }) => {
  test('a revision has one card, however many ask for it at once', async () => {
    const { requests, cards } = await temporaryStore(await place())
    const { id } = await stored(requests, submitted())

    const ensured = await Promise.all([1, 2, 3, 4].map(() => cards.ensure(id, 1)))

    expect(new Set(ensured.map((card) => card.id)).size).toBe(1)
    expect(ensured[0]).toMatchObject({ requestId: id, revision: 1, message: undefined })
  })

  test('the cards of a request are listed by revision, under ids that differ', async () => {
    const { requests, cards } = await temporaryStore(await place())
    const { id } = await stored(requests, submitted())
    const other = await stored(requests, submitted())
    const second = await cards.ensure(id, 2)
    const first = await cards.ensure(id, 1)
    await cards.ensure(other.id, 1)

    const listed = await cards.ofRequest(id)

    expect(listed).toEqual([first, second])
    expect(first.id).not.toBe(second.id)
  })

  test('a card remembers where it was posted, over a restart', async () => {
    const path = await place()
    const before = await temporaryStore(path)
    const { id } = await stored(before.requests, submitted())
    const card = await before.cards.ensure(id, 1)
    await before.cards.posted(card.id, { channel: 'C1', ts: '1700000000.000100' })

    const { cards } = await temporaryStore(path)

    const posted = { ...card, message: { channel: 'C1', ts: '1700000000.000100' } }
    expect(await cards.find(card.id)).toEqual(posted)
    expect(await cards.ensure(id, 1)).toEqual(posted)
  })

  test('an id that no card has finds nothing', async () => {
    const { cards } = await temporaryStore(await place())

    const found = await cards.find('1')

    expect(found).toBeUndefined()
  })
})
