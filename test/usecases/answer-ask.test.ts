import { describe, expect, test } from 'vitest'
import { keepUntil, letGo } from '../../src/usecases/answer-ask.ts'
import { lookAfterEnds } from '../../src/usecases/look-after-ends.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, requester, TEAM } from '../support/people.ts'
import { approve, approved, startStory } from '../support/story.ts'

const END = '2026-03-31'
const NEAR = '2026-03-20T00:00:00.000Z'
const OWNER = { team: TEAM, user: 'U0OWN' }

/** A story in which an owner was asked. */
async function asked(owner = OWNER.user) {
  const story = await startStory()
  await approved(story, { name: 'guest', owner, until: END })
  await createWork(story.server, story.deps)()
  const deps = { ...story.deps, clock: () => NEAR, desks: [story.server] }
  await lookAfterEnds([story.server], { ...deps, bot: approver, askBefore: 14 * 86_400_000 })
  const [told] = (await story.store.announcements.due(NEAR, 50)).filter(
    ({ subject }) => subject.kind === 'ask',
  )
  const askId = told?.subject.kind === 'ask' ? told.subject.ask : ''
  const click = { askId, by: OWNER, patience: 2_000 }
  return { story, deps, click, work: () => createWork(story.server, deps)() }
}

const longer = { until: '2026-06-30', reason: 'the project goes on' }

describe('an owner who is asked', () => {
  test('keeps it by a request for another end, and is asked anew about that', async () => {
    const { story, deps, click, work } = await asked()

    const answer = await keepUntil({ ...click, ...longer }, deps)
    if (answer.kind !== 'submitted') throw new Error(JSON.stringify(answer))
    const open = await story.store.registrations.asked(click.askId)
    const before = story.remote.content()
    await approve(story, answer.request)
    await work()

    expect(answer.request).toMatchObject({
      requester: OWNER,
      reason: longer.reason,
      state: { status: 'pending' },
    })
    expect(open?.answer).toEqual({ requestId: answer.request.id, isOpen: true })
    expect(story.remote.content()).toBe(before.replace(END, '2026-06-30'))
    expect(await story.store.registrations.all('campus')).toMatchObject([{ end: '2026-06-30' }])
    expect(await story.store.registrations.ending('campus', '2026-06-30')).toMatchObject([{ isAsked: false }])
  })

  test('lets it go by a request for its removal', async () => {
    const { deps, click } = await asked()

    expect(await letGo(click, deps)).toMatchObject({
      kind: 'submitted',
      request: { requester: OWNER, proposal: { changes: [{ kind: 'remove', target: 'guest' }] } },
    })
  })

  test('is refused an end that does not lie ahead', async () => {
    const { deps, click } = await asked()

    expect(await keepUntil({ ...click, ...longer, until: '2026-03-19' }, deps)).toMatchObject({
      kind: 'errors',
      findings: [{ code: 'end-past', field: 'until' }],
    })
  })

  test('answers once, and again only when what came of it has ended', async () => {
    const { story, deps, click } = await asked()
    const first = await keepUntil({ ...click, ...longer }, deps)

    const second = await letGo(click, deps)
    if (first.kind === 'submitted') {
      await story.store.requests.commit(first.request, [{ type: 'denied', by: approver, at: NEAR }])
    }

    expect(second).toEqual({ kind: 'not-taken', because: 'answered' })
    expect(await letGo(click, deps)).toMatchObject({ kind: 'submitted' })
  })

  test('comes too late when it has another end by now', async () => {
    const { story, deps, click, work } = await asked()
    const edit = {
      kind: 'edit',
      target: 'guest',
      name: undefined,
      mac: undefined,
      address: undefined,
    } as const
    await approve(
      story,
      await story.asked([{ ...edit, subnet: undefined, comment: undefined, until: '2026-05-31' }]),
    )
    await work()

    expect(await letGo(click, deps)).toEqual({ kind: 'not-taken', because: 'over' })
  })
})

describe('who is not the owner', () => {
  test('is told so, and nothing is asked for', async () => {
    const { deps, click } = await asked()

    expect(await letGo({ ...click, by: requester }, deps)).toEqual({
      kind: 'not-taken',
      because: 'not-the-owner',
    })
  })

  test('or no member any more, or not known to be one, is refused', async () => {
    const { story, deps, click } = await asked()

    story.standings.set(OWNER.user, 'stranger')
    const stranger = await letGo(click, deps)
    story.standings.set(OWNER.user, 'unknown')

    expect([stranger, await letGo(click, deps)]).toMatchObject([
      { because: 'not-a-member' },
      { because: 'identity-unknown' },
    ])
  })

  test('may be a member of the group that is, as far as Slack says it', async () => {
    const { story, deps, click } = await asked('S0LAB')

    const silent = await letGo(click, deps)
    story.members.set('S0LAB', [requester])
    const other = await letGo(click, deps)
    story.members.set('S0LAB', [requester, OWNER])

    expect([silent, other]).toMatchObject([{ because: 'identity-unknown' }, { because: 'not-the-owner' }])
    expect(await letGo(click, deps)).toMatchObject({ kind: 'submitted' })
  })
})
