import { describe, expect, test } from 'vitest'
import type { HostInput } from '../../src/inventory/check-add.ts'
import { hostsOf } from '../../src/usecases/hosts-of.ts'
import { lookForDeparted } from '../../src/usecases/look-for-departed.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { undoRequest } from '../../src/usecases/undo-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { requester, TEAM } from '../support/people.ts'
import { approve, approved, CONFIG, inputs, type Story, startStory } from '../support/story.ts'

let next = 20

/** Registers a host; the number makes MAC and address its own. */
async function register(story: Story, name: string, fields: Partial<HostInput> = {}): Promise<void> {
  const number = next++
  await approved(story, { name, mac: `00:00:5e:00:53:${number}`, address: `10.20.0.${number}`, ...fields })
  await createWork(story.server, story.deps)()
}

const kept = { name: undefined, mac: undefined, address: undefined, subnet: undefined, comment: undefined }
const edit = { kind: 'edit', target: 'guest', ...kept } as const

async function applied(story: Story, input: Parameters<Story['asked']>[0][number]) {
  const request = await approve(story, await story.asked([input]))
  await createWork(story.server, story.deps)()
  const done = await story.store.requests.find(request.id)
  if (!done) throw new Error('the request is there')
  return done
}

async function undone(story: Story, request: Awaited<ReturnType<typeof applied>>): Promise<void> {
  const form = { by: requester, reason: 'undo', confirmed: [], patience: 2_000 }
  const result = await undoRequest(request, form, story.server, story.deps)
  if (result.kind !== 'submitted') throw new Error(JSON.stringify(result))
  await approve(story, result.request)
  await createWork(story.server, story.deps)()
}

async function owners({ store }: Story): Promise<string[]> {
  return (await store.registrations.all('campus')).map(
    ({ name, owner, end }) => `${name} ${owner.id} ${end ?? '-'}`,
  )
}

describe('an owner', () => {
  test('is who asks where nobody is named, and the file says nothing of it', async () => {
    const story = await startStory()

    await register(story, 'guest')

    expect(await owners(story)).toEqual([`guest ${requester.user} -`])
    expect(story.remote.content()).not.toContain('owner')
  })

  test('is said in the file with an end, and may be another than the one who asks', async () => {
    const story = await startStory()

    await register(story, 'a', { until: '2027-03-31' })
    await register(story, 'b', { owner: 'S0LAB', comment: 'Room 3' })

    expect(story.remote.content()).toContain(`# owner: ${requester.user}, until 2027-03-31\nhost a {`)
    expect(story.remote.content()).toContain('# owner: S0LAB\n# Room 3\nhost b {')
    expect(await owners(story)).toEqual([`a ${requester.user} 2027-03-31`, 'b S0LAB -'])
  })

  test('who has left, or a group without members, is refused where Slack says so', async () => {
    const story = await startStory()
    const refusals = async (owner: string) => {
      const submission = {
        by: requester,
        inputs: inputs({ owner }),
        reason: 'x',
        confirmed: [],
        patience: 2_000,
      }
      const result = await submitRequest(submission, story.server, story.deps)
      return result.kind === 'errors' ? result.findings.map(({ code }) => code) : result.kind
    }
    story.standings.set('U0GONE', 'stranger')
    story.standings.set('U0WHO', 'unknown')
    story.members.set('S0EMPTY', [])

    expect(await refusals('U0GONE')).toEqual(['owner-stranger'])
    expect(await refusals('S0EMPTY')).toEqual(['owner-stranger'])
    expect(await refusals('U0WHO')).toBe('submitted')
  })

  test('stays when the end alone is changed, whoever asks for that', async () => {
    const story = await startStory()
    await register(story, 'guest', { owner: 'U0OWN', until: '2026-05-31' })
    await register(story, 'silent')

    await applied(story, { ...edit, until: '2026-08-31' })
    await applied(story, { ...edit, target: 'silent', until: '2026-09-30' })

    expect(await owners(story)).toEqual(['guest U0OWN 2026-08-31', `silent ${requester.user} 2026-09-30`])
    expect(story.remote.content()).toContain(`# owner: ${requester.user}, until 2026-09-30\nhost silent`)
  })

  test('has what was taken away again once that is undone, in the file and in the record', async () => {
    const story = await startStory()
    await register(story, 'guest', { owner: 'U0OWN', until: '2026-05-31' })
    const before = story.remote.content()

    await undone(story, await applied(story, { ...edit, owner: 'U0NEW', until: 'never' }))
    const edited = [story.remote.content(), await owners(story)]
    await undone(story, await applied(story, { kind: 'remove', target: 'guest' }))

    expect(edited).toEqual([before, ['guest U0OWN 2026-05-31']])
    expect(await owners(story)).toEqual(['guest U0OWN 2026-05-31'])
    expect(story.remote.content().replace('}\n\n#', '}\n#')).toBe(before.replace('}\n\n#', '}\n#'))
  })

  test('that the record alone knew is known to it again, and the file says nothing of it again', async () => {
    const story = await startStory()
    await register(story, 'guest')
    const before = story.remote.content()
    const other = { team: TEAM, user: 'U0OTHER' }

    const given = await approve(
      story,
      await story.asked([{ ...edit, owner: 'U0NEW', until: '2026-05-31' }], other),
    )
    await createWork(story.server, story.deps)()
    const done = await story.store.requests.find(given.id)
    if (done) await undone(story, done)

    expect(story.remote.content()).toBe(before)
    expect(await owners(story)).toEqual([`guest ${requester.user} -`])
  })

  test('ends with the host that was added, when that is undone', async () => {
    const story = await startStory()
    await register(story, 'guest', { until: '2026-05-31' })
    const added = await story.store.requests.find(1)

    if (added) await undone(story, added)

    expect(await owners(story)).toEqual([])
    expect(story.remote.content()).toBe(CONFIG)
  })

  test('an end that comes while approval is waited for makes the request end as a conflict', async () => {
    const story = await startStory()
    await approved(story, { name: 'guest', until: '2026-02-01' })

    await createWork(story.server, { ...story.deps, clock: () => '2026-02-01T10:00:00.000Z' })()

    expect(await story.store.requests.find(1)).toMatchObject({
      state: { outcome: { kind: 'conflict', findings: [{ code: 'end-past' }] } },
    })
  })
})

describe('what a person owns', () => {
  test('is listed by server and address as numbers, also what their groups own', async () => {
    const story = await startStory()
    await register(story, 'nine', { address: '10.20.0.9' })
    await register(story, 'ten', { address: '10.20.0.12', owner: 'S0LAB', until: '2026-05-31' })
    await register(story, 'other', { owner: 'U0OTHER' })
    await register(story, 'foreign', { owner: 'S0OTHER' })
    story.members.set('S0LAB', [requester])

    const { hosts, unknown } = await hostsOf(requester, story.deps)

    expect(hosts).toEqual([
      {
        server: 'campus',
        name: 'nine',
        owner: { team: TEAM, id: requester.user },
        end: undefined,
        addresses: ['10.20.0.9'],
      },
      {
        server: 'campus',
        name: 'ten',
        owner: { team: TEAM, id: 'S0LAB' },
        end: '2026-05-31',
        addresses: ['10.20.0.12'],
      },
    ])
    expect(unknown).toEqual(['S0OTHER'])
  })
})

describe('owners who left', () => {
  /** What the channel is told next. */
  async function news({ store }: Story) {
    const due = await store.announcements.due('2099-01-01T00:00:00.000Z', 50)
    await store.announcements.done(due.map(({ id }) => id))
    return due.map(({ subject }) => subject)
  }

  test('are told of once with what is still theirs, and again when that changes', async () => {
    const story = await startStory()
    await register(story, 'a', { owner: 'U0GONE' })
    await register(story, 'b', { owner: 'U0GONE' })
    await register(story, 'c')
    story.standings.set('U0GONE', 'stranger')

    await lookForDeparted(['campus'], story.deps)
    await lookForDeparted(['campus'], story.deps)
    const first = await news(story)
    await applied(story, { ...edit, target: 'a', owner: 'U0NEW' })
    await lookForDeparted(['campus'], story.deps)

    expect(first).toEqual([{ kind: 'departed', owner: { team: TEAM, id: 'U0GONE' }, hosts: ['a', 'b'] }])
    expect(await news(story)).toMatchObject([{ hosts: ['b'] }])
  })

  test('are asked for later where Slack is silent, and a group without members is one', async () => {
    const story = await startStory()
    await register(story, 'a', { owner: 'U0WHO' })
    await register(story, 'b', { owner: 'S0LAB' })
    story.standings.set('U0WHO', 'unknown')

    await lookForDeparted(['campus'], story.deps)
    const silent = await news(story)
    story.members.set('S0LAB', [])
    await lookForDeparted(['campus'], story.deps)

    expect(silent).toEqual([])
    expect(await news(story)).toMatchObject([{ owner: { id: 'S0LAB' }, hosts: ['b'] }])
  })
})
