import { expect, test } from 'vitest'
import { person } from '../request/samples.ts'
import { onBothDatabases, temporaryStore } from './temporary-store.ts'

const page = (number: number) => ({ kind: 'hosts', network: '10.20.0.0/24', page: number }) as const

onBothDatabases(({ place }) => {
  test('what was shown is found again by ids that tell nothing', async () => {
    const { answers } = await temporaryStore(await place())

    const [first = '', second = ''] = await answers.keep(person('ann'), 'campus', [page(0), page(1)])

    expect(first).toMatch(/^[0-9a-f-]{36}$/)
    expect(await answers.find(first)).toEqual({ person: person('ann'), server: 'campus', shown: page(0) })
    expect(await answers.find(second)).toMatchObject({ shown: page(1) })
    expect(await answers.find('guessed')).toBeUndefined()
    expect(await answers.keep(person('ann'), 'campus', [])).toEqual([])
  })

  test('what was shown a day ago is forgotten', async () => {
    let time = new Date('2026-03-01T12:00:00Z')
    const { answers } = await temporaryStore(await place(), () => time)
    const [old = ''] = await answers.keep(person('ann'), 'campus', [page(0)])
    time = new Date('2026-03-02T12:00:00Z')

    const known = await answers.find(old)
    time = new Date('2026-03-02T12:00:01Z')

    expect(known).toBeDefined()
    expect(await answers.find(old)).toBeUndefined()
  })
})
