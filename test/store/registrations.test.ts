import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/inventory/change.ts'
import type { Owner } from '../../src/request/owner.ts'
import type { HostPlan } from '../../src/request/plan.ts'
import type { EndedRegistration } from '../../src/request/registration.ts'
import type { Outcome, Request } from '../../src/request/request.ts'
import type { Store } from '../../src/store/store.ts'
import {
  approvalGiven,
  approved,
  began,
  denied,
  expired,
  later,
  noon,
  person,
  proposal,
  settled,
  submitted,
} from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { UNCHANGED } from '../support/unchanged.ts'
import { execute, onBothDatabases, temporaryPath, temporaryStore } from './temporary-store.ts'

const ANN: Owner = { team: 'T1', id: 'ann' }
const END = '2026-03-31'
const ENDED: EndedRegistration = {
  server: 'campus',
  name: 'guest',
  owner: { team: 'T1', id: 'U1' },
  end: END,
}
const OWNED = `# owner: U1, until ${END}\nhost guest { }`
const trouble = { message: 'No rule is about it.', advice: 'Write one.' }

/** What a request asks for, host by host. */
type Asked = readonly (readonly [Change, Partial<HostPlan>])[]

const add = (name: string, after = `host ${name} { }`): Asked[number] => [
  { kind: 'add', name, mac: '00:00:5e:00:53:01', address: '10.20.0.7', comment: undefined },
  { name, after },
]
const remove = (name: string): Asked[number] => [
  { kind: 'remove', target: name },
  { name, after: undefined },
]
const edit = (target: string, plan: Partial<HostPlan>, more: object = {}): Asked[number] => [
  { kind: 'edit', target, change: UNCHANGED, ...more },
  { name: target, after: `host ${target} { }`, ...plan },
]

async function ask({ requests }: Pick<Store, 'requests'>, asked: Asked): Promise<Request> {
  const [sample] = proposal().hosts
  if (!sample) throw new Error('the sample has a host')
  const hosts = asked.map(([, plan]) => ({ ...sample, ...plan }))
  return stored(
    requests,
    submitted({ proposal: proposal({ changes: asked.map(([change]) => change), hosts }) }),
  )
}

/** Asks for it, and settles it. */
async function apply(store: Store, asked: Asked, outcome: Outcome = { kind: 'applied' }): Promise<Request> {
  const request = await ask(store, asked)
  await store.requests.commit(request, [approvalGiven, approved, began, { ...settled, outcome }])
  return request
}

/** Whose each host is, as `name owner end`. */
async function owners({ registrations }: Store): Promise<string[]> {
  const all = await registrations.all('campus')
  return all.map(({ name, owner, end }) => `${name} ${owner.id}${end === undefined ? '' : ` ${end}`}`)
}

/** The bot asks for the removal of what has ended. */
async function askForRemoval({ requests }: Store, ended = ENDED): Promise<Request | undefined> {
  const event = {
    ...submitted({ proposal: proposal({ changes: [{ kind: 'remove', target: 'guest' }] }) }),
    ended,
  }
  return requests.submit(event, await requests.submissions('campus'))
}

onBothDatabases(({ place }) => {
  describe('whose a host is', () => {
    test('is known once it was applied, and not before', async () => {
      const store = await temporaryStore(await place())
      await apply(store, [add('door')], { kind: 'rolled-back', detail: '' })
      const before = await owners(store)

      await apply(store, [add('door'), add('guest', OWNED)])

      expect(before).toEqual([])
      expect(await owners(store)).toEqual(['door ann', 'guest U1 2026-03-31'])
      expect(await store.registrations.all('lab')).toEqual([])
      expect((await store.registrations.all('campus'))[1]).toEqual({ ...ENDED, text: OWNED })
      expect(await store.registrations.tenures('campus', ['guest', 'nobody'])).toEqual(
        new Map([['guest', { owner: 'U1', end: END }]]),
      )
    })

    test('goes with it when it is renamed, also where two change names, and ends when it is removed', async () => {
      const store = await temporaryStore(await place())
      await apply(store, [add('a'), add('guest', OWNED)])

      await apply(store, [
        edit('guest', { name: 'a', formerName: 'guest', after: OWNED }),
        edit('a', { name: 'guest', formerName: 'a' }),
      ])
      const swapped = await owners(store)
      await apply(store, [remove('a')])

      expect(swapped).toEqual(['a U1 2026-03-31', 'guest ann'])
      expect(await owners(store)).toEqual(['guest ann'])
    })

    test('follows an edit, and stays where that is about something else', async () => {
      const store = await temporaryStore(await place())
      await apply(store, [add('guest', OWNED)])

      await apply(store, [edit('guest', { after: OWNED })])
      const kept = await owners(store)
      await apply(store, [edit('guest', { after: '# owner: U2\nhost guest { }' })])

      expect(kept).toEqual(['guest U1 2026-03-31'])
      expect(await owners(store)).toEqual(['guest U2'])
    })

    test('is what the record is told where the file is to say it no more', async () => {
      const store = await temporaryStore(await place())
      await apply(store, [add('guest', OWNED)])

      await apply(store, [edit('guest', {}, { recorded: { owner: 'U9', end: undefined } })])

      expect(await owners(store)).toEqual(['guest U9'])
    })

    test('follows what somebody kept that was changed by hand', async () => {
      const store = await temporaryStore(await place())
      await apply(store, [add('guest', OWNED), add('door')])
      const host = { expected: OWNED, end: { how: 'kept', at: later } } as const
      const drifted = [
        { ...host, name: 'guest', found: '# owner: U3, until 2027-01-01\nhost guest { }' },
        { ...host, name: 'door', found: undefined },
        { ...host, name: 'stranger', found: '# owner: U4\nhost stranger { }' },
      ]
      const begun = { server: 'campus', noticedAt: noon, version: 1, keptBy: undefined }
      const open = drifted.map((one) => ({ ...one, end: undefined }))
      const drift = await store.drifts.begin({ ...begun, hosts: open })

      await store.drifts.commit({ ...drift, version: 2, hosts: drifted })

      expect(await owners(store)).toEqual(['guest U3 2027-01-01'])
    })
  })

  describe('an end', () => {
    test('comes up from a day on, the first of them first', async () => {
      const store = await temporaryStore(await place())
      await apply(store, [
        add('guest', OWNED),
        add('door'),
        add('b', '# owner: U1, until 2026-03-15\nhost b { }'),
      ])

      const found = await store.registrations.ending('campus', END)

      expect(found.map(({ name }) => name)).toEqual(['b', 'guest'])
      expect(found[1]).toEqual({ ...ENDED, isAsked: false, isRemovalDue: true })
      expect(await store.registrations.ending('campus', '2026-03-14')).toEqual([])
    })

    test('is asked about once, and its message is found by its id until there is another end', async () => {
      const store = await temporaryStore(await place())
      const { registrations, announcements } = store
      await apply(store, [add('guest', OWNED)])

      const asked = [await registrations.ask(ENDED, noon), await registrations.ask(ENDED, noon)]
      const [told, ...more] = await announcements.due(later, 10)
      const id = told?.subject.kind === 'ask' ? told.subject.ask : ''
      await registrations.posted(id, { channel: 'D1', ts: '1.2' })
      const question = await registrations.asked(id)
      await apply(store, [edit('guest', { after: '# owner: U1, until 2027-01-01\nhost guest { }' })])

      expect(asked).toEqual([true, false])
      expect(more).toEqual([])
      expect(question).toEqual({
        id,
        registration: ENDED,
        answer: undefined,
        message: { channel: 'D1', ts: '1.2' },
      })
      expect(await registrations.asked(id)).toBeUndefined()
      expect(await registrations.ask({ ...ENDED, end: '2027-01-01' }, noon)).toBe(true)
    })

    test('stays asked about when the host is renamed or changed otherwise', async () => {
      const store = await temporaryStore(await place())
      await apply(store, [add('guest', OWNED)])
      await store.registrations.ask(ENDED, noon)

      await apply(store, [edit('guest', { name: 'visitor', formerName: 'guest', after: OWNED })])

      expect(await store.registrations.ending('campus', END)).toMatchObject([
        { name: 'visitor', isAsked: true },
      ])
    })

    test('says which request came of it, and that this has ended', async () => {
      const store = await temporaryStore(await place())
      const { registrations, announcements, requests } = store
      await apply(store, [add('guest', OWNED)])
      await registrations.ask(ENDED, noon)
      const [told] = await announcements.due(later, 10)
      const id = told?.subject.kind === 'ask' ? told.subject.ask : ''
      const request = await ask(store, [edit('guest', {})])

      await registrations.answered(id, request.id, noon)
      const open = await registrations.asked(id)
      await requests.commit(request, [denied])

      expect(open?.answer).toEqual({ requestId: request.id, isOpen: true })
      expect((await registrations.asked(id))?.answer).toEqual({ requestId: request.id, isOpen: false })
      expect((await announcements.due(later, 10)).map(({ subject }) => subject.kind)).toEqual([
        'ask',
        'ask',
        'ask',
      ])
    })

    test('has one removal asked for, and another only when nobody decided on the first', async () => {
      const store = await temporaryStore(await place())
      const { registrations, requests } = store
      await apply(store, [add('guest', OWNED)])

      const first = await askForRemoval(store)
      const second = await askForRemoval(store)
      const dueWhileOpen = await registrations.isRemovalDue(ENDED)
      if (first) await requests.commit(first, [expired])
      const third = await askForRemoval(store)
      if (third) await requests.commit(third, [denied])

      expect(first?.ended).toEqual(ENDED)
      expect([second, dueWhileOpen]).toEqual([undefined, false])
      expect(third).toBeDefined()
      expect(await askForRemoval(store)).toBeUndefined()
      expect(await requests.history(first?.id ?? 0)).toMatchObject([{ ended: ENDED }, { type: 'expired' }])
    })

    test('that is another by now, or another’s, has no removal asked for', async () => {
      const store = await temporaryStore(await place())
      await apply(store, [add('guest', OWNED)])

      expect(await askForRemoval(store, { ...ENDED, end: '2026-03-30' })).toBeUndefined()
      expect(await askForRemoval(store, { ...ENDED, owner: ANN })).toBeUndefined()
      expect(await askForRemoval(store, { ...ENDED, name: 'nobody' })).toBeUndefined()
      expect(await askForRemoval(store)).toBeDefined()
    })

    test('behind which a host was written again is not acted upon', async () => {
      const store = await temporaryStore(await place())

      await apply(store, [add('guest', OWNED)])
      const before = await store.registrations.isRemovalDue(ENDED)
      await apply(store, [remove('guest')])
      await apply(store, [add('guest', OWNED.replaceAll(END, '2026-02-27'))])

      expect(before).toBe(true)
      expect(await store.registrations.isRemovalDue({ ...ENDED, end: '2026-02-27' })).toBe(false)
    })

    test('that cannot be acted upon is told of once, and once more when something else is in the way', async () => {
      const store = await temporaryStore(await place())
      const { registrations, announcements } = store
      await apply(store, [add('guest', OWNED)])

      const told = [
        await registrations.noteTrouble(ENDED, trouble, noon),
        await registrations.noteTrouble(ENDED, trouble, noon),
        await registrations.noteTrouble(ENDED, { ...trouble, message: 'Too many.' }, noon),
      ]

      expect(told).toEqual([true, false, true])
      expect((await announcements.due(later, 10)).map(({ subject }) => subject)).toMatchObject([
        { kind: 'end', registration: ENDED, trouble },
        { kind: 'end', trouble: { message: 'Too many.' } },
      ])
    })

    test('of what is gone is forgotten with a word, but not while its removal is under way', async () => {
      const store = await temporaryStore(await place())
      await apply(store, [add('guest', OWNED), add('b', '# owner: U1, until 2026-03-31\nhost b { }')])
      await askForRemoval(store)
      const gone = { ...ENDED, name: 'b' }

      const forgotten = [
        await store.registrations.forget(ENDED, trouble, noon),
        await store.registrations.forget(gone, trouble, noon),
        await store.registrations.forget(gone, trouble, noon),
      ]

      expect(forgotten).toEqual([false, true, false])
      expect(await owners(store)).toEqual(['guest U1 2026-03-31'])
    })
  })

  describe('an owner who left', () => {
    const gone = (...hosts: string[]) => ({ departed: [{ owner: ANN, hosts }], unsure: [] })

    test('is told of once, and again when their hosts are others', async () => {
      const { registrations, announcements } = await temporaryStore(await place())

      const news = [
        await registrations.noteDeparted('campus', gone('a', 'b'), noon),
        await registrations.noteDeparted('campus', gone('a', 'b'), noon),
        await registrations.noteDeparted('campus', gone('b'), noon),
      ]

      expect(news).toEqual([true, false, true])
      expect((await announcements.due(later, 10)).map(({ subject }) => subject)).toEqual([
        { kind: 'departed', owner: ANN, hosts: ['a', 'b'] },
        { kind: 'departed', owner: ANN, hosts: ['b'] },
      ])
    })

    test('is news again after they came back, and not after Slack was silent', async () => {
      const { registrations } = await temporaryStore(await place())
      const note = (departures: Parameters<typeof registrations.noteDeparted>[1]) =>
        registrations.noteDeparted('campus', departures, noon)
      await note(gone('a'))

      const silent = [await note({ departed: [], unsure: [ANN] }), await note(gone('a'))]
      const back = [await note({ departed: [], unsure: [] }), await note(gone('a'))]

      expect(silent).toEqual([false, false])
      expect(back).toEqual([false, true])
    })
  })
})

test('what an earlier version applied is whose who asked for it', async () => {
  const path = temporaryPath()
  const written = readFileSync(new URL('./fixtures/store-004.sql', import.meta.url), 'utf8')
  await execute({ sqlite: path }, written)

  const { registrations } = await temporaryStore({ sqlite: path })

  expect(await registrations.all('campus')).toMatchObject([
    { name: 'printer-3f', owner: { team: 'T1', id: person('ann').user }, end: undefined },
  ])
})
