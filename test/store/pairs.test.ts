import { expect, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import type { PairStep } from '../../src/usecases/pair-progress.ts'
import { later, noon } from '../request/samples.ts'
import { onBothDatabases, temporaryStore } from './temporary-store.ts'

/** Of bytes that are no UTF-8: a byte is a character. */
const edits = [{ path: '/etc/dhcp/dhcpd.conf', offset: 3, length: 0, content: '# \xe9tage\n' }]
const partner = { digest: 'base2', edits }
const first: PairStep = { kind: 'first', undo: edits, partner }
const second: PairStep = { kind: 'second', first: { kind: 'unchanged' }, attempt: 2, undo: edits, partner }

const names = { first: 'dhcp1', second: 'dhcp2' }

onBothDatabases(({ place }) => {
  test('how far a change has come is there after a restart, to the byte', async () => {
    const path = await place()
    const before = await openStore(path)
    await before.pairs.keep({ id: 'tx-1', server: 'campus', step: first })
    await before.pairs.keep({ id: 'tx-2', server: 'campus', step: first })
    await before.pairs.keep({ id: 'tx-1', server: 'campus', step: second })
    await before.close()

    const { pairs } = await temporaryStore(path)

    expect(await pairs.find('tx-1')).toEqual({ id: 'tx-1', server: 'campus', step: second })
    expect(await pairs.find('tx-2')).toEqual({ id: 'tx-2', server: 'campus', step: first })
    expect(await pairs.find('tx-3')).toBeUndefined()
  })

  test('members that never differed call for no message', async () => {
    const { pairs, announcements } = await temporaryStore(await place())

    expect(await pairs.noteDifference('campus', { ...names, hosts: [] }, noon)).toBe(false)
    expect(await announcements.due(later, 10)).toEqual([])
  })

  test('a difference is told once, and again when other hosts differ or none', async () => {
    const { pairs, announcements } = await temporaryStore(await place())
    const note = (...hosts: string[]) => pairs.noteDifference('campus', { ...names, hosts }, noon)

    const news = [await note('a', 'b'), await note('a', 'b'), await note('b'), await note(), await note()]

    expect(news).toEqual([true, false, true, true, false])
    expect((await announcements.due(later, 10)).map(({ subject }) => subject)).toEqual(
      [['a', 'b'], ['b'], []].map((hosts) => ({ kind: 'members', difference: { ...names, hosts } })),
    )
  })
})
