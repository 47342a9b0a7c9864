import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Person } from '../../src/request/person.ts'
import type { Store } from '../../src/store/store.ts'
import { OFFERED_FOR_MINUTES, offerAddress } from '../../src/usecases/offer-address.ts'
import { inventoryOf } from '../inventory/inventory-of.ts'
import { person, proposal, submitted } from '../request/samples.ts'
import { onBothDatabases, temporaryStore } from '../store/temporary-store.ts'
import { stored } from '../support/stored.ts'

/** Thirteen addresses that a host may have. */
const LAB = inventoryOf('subnet 10.20.0.0 netmask 255.255.255.240 { option routers 10.20.0.1; }')
const FREE = Array.from({ length: 13 }, (_, index) => `10.20.0.${index + 2}`)

/** A person opens a form and is offered an address. */
async function open(store: Store, by: Person, server = 'campus') {
  const form = await store.forms.open(by, server)
  return { form, address: await offer(store, form) }
}

function offer(store: Store, form: Awaited<ReturnType<Store['forms']['open']>>): Promise<string | undefined> {
  const [subnet] = LAB.subnets
  if (!subnet) throw new Error('there is no subnet')
  return offerAddress(form, LAB, subnet, store)
}

onBothDatabases(({ place }) => {
  /** A store whose clock a test turns. */
  async function clockedStore() {
    const time = { now: Date.parse('2026-03-01T12:00:00.000Z') }
    const store = await temporaryStore(await place(), () => new Date(time.now))
    return { store, time }
  }

  test('a form is offered the lowest free address, and the next form the next one', async () => {
    const { store } = await clockedStore()

    const first = await open(store, person('ann'))
    const second = await open(store, person('bob'))

    expect([first.address, second.address]).toEqual(['10.20.0.2', '10.20.0.3'])
    expect(await store.forms.find(first.form.id)).toMatchObject({ offered: '10.20.0.2' })
    expect(await store.forms.find(second.form.id)).toMatchObject({ offered: '10.20.0.3' })
  })

  test('what a pending request asks for is not offered', async () => {
    const { store } = await clockedStore()
    const [change] = proposal().changes
    if (change?.kind !== 'add') throw new Error('the sample is no addition')
    const asked = proposal({ changes: [{ ...change, address: '10.20.0.2' }] })
    await stored(store.requests, submitted({ proposal: asked }))

    expect(await open(store, person('ann'))).toMatchObject({ address: '10.20.0.3' })
  })

  test('an offer ends with its time, and then another form gets the address', async () => {
    const { store, time } = await clockedStore()
    const { form } = await open(store, person('ann'))

    time.now += OFFERED_FOR_MINUTES * 60_000 - 1
    const before = await open(store, person('bob'))
    time.now += 1
    const after = await open(store, person('eve'))

    expect([before.address, after.address]).toEqual(['10.20.0.3', '10.20.0.2'])
    expect(await store.forms.find(form.id)).toMatchObject({ offered: undefined })
  })

  test('an offer that is too old is none, also where no form was opened since', async () => {
    const { store, time } = await clockedStore()
    await open(store, person('ann'))

    time.now += OFFERED_FOR_MINUTES * 60_000

    expect(await store.forms.offers('campus')).toEqual([])
  })

  test('an offer ends with its form', async () => {
    const { store } = await clockedStore()
    const { form } = await open(store, person('ann'))

    await store.forms.close(form.id)

    expect(await open(store, person('bob'))).toMatchObject({ address: '10.20.0.2' })
  })

  test('a person keeps one address, however many forms they open', async () => {
    const { store } = await clockedStore()
    const forms = [await open(store, person('ann')), await open(store, person('ann'))]

    const elsewhere = await open(store, { team: 'T2', user: 'ann' })

    expect(forms.map(({ address }) => address)).toEqual(['10.20.0.2', '10.20.0.2'])
    expect(elsewhere.address).toBe('10.20.0.3')
    expect(await store.forms.offers('campus')).toHaveLength(2)
  })

  test('the same address of another server is another address', async () => {
    const { store } = await clockedStore()
    await open(store, person('ann'))

    expect(await open(store, person('bob'), 'lab')).toMatchObject({ address: '10.20.0.2' })
  })

  test('where every address is kept or taken, nothing is offered', async () => {
    const { store } = await clockedStore()

    const offered = []
    for (let index = 0; index < 14; index++) offered.push((await open(store, person(`p${index}`))).address)

    expect(offered).toEqual([...FREE, undefined])
  })

  test('many who open forms at once, at several bots, are offered as many addresses', async () => {
    const where = await place()
    // A SQLite file has one bot.
    const bots = 'sqlite' in where ? 1 : 6
    const stores: Store[] = []
    while (stores.length < bots) stores.push(await temporaryStore(where))
    await Promise.all(stores.map(({ forms }) => forms.find('none')))

    const opened = await Promise.all(
      Array.from({ length: 12 }, (_, index) => open(stores[index % bots] as Store, person(`p${index}`))),
    )

    const addresses = opened.map(({ address }) => address ?? '')
    expect(addresses.toSorted()).toEqual(FREE.slice(0, 12).toSorted())
  })

  test('whatever forms are opened, closed and left lying, no address is kept for two of them', async () => {
    const deed = fc.oneof(
      fc.record({ kind: fc.constant('open' as const), who: fc.nat(5) }),
      fc.record({ kind: fc.constant('close' as const), which: fc.nat(9) }),
      fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 20 }) }),
    )
    const { store, time } = await clockedStore()
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 12 }), async (deeds) => {
        const opened: Awaited<ReturnType<typeof open>>[] = []
        for (const each of deeds) {
          if (each.kind === 'open') {
            const kept = (await store.forms.offers('campus')).filter(({ form }) => form !== '')
            const form = await open(store, person(`p${each.who}`))
            const own = opened.filter((earlier) => earlier.form.person.user === `p${each.who}`)
            const others = kept.filter((one) => own.every((earlier) => earlier.form.id !== one.form))
            expect(others.map(({ address }) => address)).not.toContain(form.address)
            opened.push(form)
          } else if (each.kind === 'close') {
            const form = opened[each.which]
            if (form) await store.forms.close(form.form.id)
          } else time.now += each.minutes * 60_000
        }
        const offers = await store.forms.offers('campus')
        expect(new Set(offers.map(({ address }) => address)).size).toBe(offers.length)
        expect(new Set(offers.map(({ form }) => form)).size).toBe(offers.length)
        time.now += 24 * 60 * 60_000
      }),
      { numRuns: 15 },
    )
  })
})
