import { describe, expect, test } from 'vitest'
import type { EditedFields } from '../../src/request/proposed-fields.ts'
import type { Request } from '../../src/request/request.ts'
import { approveRequest } from '../../src/usecases/approve-request.ts'
import { deliverMessages } from '../../src/usecases/deliver-messages.ts'
import { editRequest } from '../../src/usecases/edit-request.ts'
import { submitRequest } from '../../src/usecases/submit-request.ts'
import { createWork } from '../../src/usecases/work-on-server.ts'
import { approver, requester, secondApprover } from '../support/people.ts'
import { fakeMessenger, inputs, type Story, startStory } from '../support/story.ts'

/** An approver gives some values of a request otherwise. */
function edit(
  { server, deps }: Pick<Story, 'server' | 'deps'>,
  request: Request,
  fields: EditedFields,
  by = approver,
) {
  const { id, revision } = request
  return editRequest({ id, revision, by, fields, confirmed: [], patience: 2_000 }, server, deps)
}

describe('an edit', () => {
  test('is checked like a new request, and applied when somebody else has approved it', async () => {
    const story = await startStory()
    const request = await story.submitted()

    const result = await edit(story, request, { mac: '00-00-5E-00-53-77', comment: 'room 3' })
    if (result.kind !== 'edited') throw new Error(`not edited: ${JSON.stringify(result)}`)
    const card = await story.cardOf(result.request)
    const own = await approveRequest({ by: approver, ...card }, story.deps)
    await approveRequest({ by: secondApprover, ...card }, story.deps)
    await createWork(story.server, story.deps)()

    expect(own).toMatchObject({ kind: 'refused', because: { refusal: 'own-edit' } })
    expect(await story.state(request)).toMatchObject({ outcome: { kind: 'applied' } })
    expect(story.remote.content()).toContain('hardware ethernet 00:00:5e:00:53:77;')
    expect(story.remote.content()).toContain('# room 3')
    expect(story.remote.content()).not.toContain('00:00:5e:00:53:02')
  })

  test('may keep the request’s own name and address, which it holds itself', async () => {
    const story = await startStory()
    const request = await story.submitted()

    const result = await edit(story, request, { comment: 'room 3' })

    expect(result.kind).toBe('edited')
  })

  test('with what is taken or wrong is refused with what is wrong, and nothing is stored', async () => {
    const story = await startStory()
    const request = await story.submitted()
    await story.submitted({ name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' })

    const taken = await edit(story, request, { name: 'printer-1' })
    const held = await edit(story, request, { address: '10.20.0.12' })

    expect(taken).toMatchObject({ kind: 'errors', findings: [{ field: 'name' }] })
    expect(held).toMatchObject({ kind: 'errors', findings: [{ field: 'address' }] })
    expect(JSON.stringify(held)).toContain('R-2')
    expect(await story.store.requests.find(request.id)).toEqual(request)
  })

  test('with a warning is asked about first', async () => {
    const story = await startStory()
    const request = await story.submitted()

    const result = await edit(story, request, { mac: '02:00:5e:00:53:77' })

    expect(result.kind).toBe('confirm')
    expect(await story.store.requests.find(request.id)).toEqual(request)
  })

  test('holds what it gives, and lets go what it no longer does', async () => {
    const story = await startStory()
    const request = await story.submitted()
    await edit(story, request, { address: '10.20.0.40', mac: '00:00:5e:00:53:77', name: 'printer-9' })

    const freed = await story.submitted()
    const held = await submitRequest(
      {
        by: requester,
        inputs: inputs({ name: 'desk', mac: '00:00:5e:00:53:0a', address: '10.20.0.40' }),
        reason: 'x',
        confirmed: [],
        patience: 2_000,
      },
      story.server,
      story.deps,
    )

    expect(freed.id).toBe(2)
    expect(held).toMatchObject({ kind: 'errors', findings: [{ field: 'address' }] })
  })

  test('and a new request for one address at the same time do not both get it', async () => {
    const story = await startStory()
    const request = await story.submitted()
    const others = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        submitRequest(
          {
            by: requester,
            inputs: inputs({ name: `desk-${index}`, mac: `00:00:5e:00:53:3${index}`, address: '10.20.0.40' }),
            reason: 'x',
            confirmed: [],
            patience: 2_000,
          },
          story.server,
          story.deps,
        ),
      ).concat([edit(story, request, { address: '10.20.0.40' }) as never]),
    )

    const got = others.filter(({ kind }) => ['submitted', 'edited'].includes(kind as string))
    expect(got).toHaveLength(1)
    const open = await story.store.requests.withStatus('campus', ['pending'])
    const holders = open.filter(({ proposal }) => JSON.stringify(proposal.changes).includes('10.20.0.40'))
    expect(holders).toHaveLength(1)
  })

  test('of a request that somebody else edits at the same time is taken once', async () => {
    const story = await startStory()
    const request = await story.submitted()

    const results = await Promise.all([
      edit(story, request, { mac: '00:00:5e:00:53:77' }),
      edit(story, request, { mac: '00:00:5e:00:53:78' }, secondApprover),
    ])

    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['edited', 'not-taken'])
    expect(results).toContainEqual(expect.objectContaining({ because: { refusal: 'outdated-card' } }))
  })

  test('is no second open request of whoever asked', async () => {
    const story = await startStory()
    const policy = { ...story.policy, limits: { openPerPerson: 1, openInAll: 1 } }
    const request = await story.submitted()

    const result = await edit({ ...story, deps: { ...story.deps, policy } }, request, { comment: 'room 3' })

    expect(result.kind).toBe('edited')
  })

  test('by somebody who may not is told so, and of what nobody can edit too', async () => {
    const story = await startStory()
    const request = await story.submitted()
    const removal = await story.asked([{ kind: 'remove', target: 'printer-1' }])

    const stranger = await edit(story, request, { comment: 'x' }, { ...requester, user: 'U0BEN' })
    const uneditable = await edit(story, removal, { comment: 'x' })

    expect(stranger).toMatchObject({ kind: 'not-taken', because: { refusal: 'not-an-editor' } })
    expect(uneditable).toMatchObject({ kind: 'not-taken', because: { refusal: 'not-editable' } })
  })

  test('gets a card of its own, the earlier one is let go, and the requester is told', async () => {
    const story = await startStory()
    const { messenger, told } = fakeMessenger()
    const request = await story.submitted()
    await deliverMessages({ ...story.deps, messenger })
    await edit(story, request, { comment: 'room 3' })

    await deliverMessages({ ...story.deps, messenger })

    expect(told.slice(2).toSorted()).toEqual(['card 1.1 pending', 'card 1.2 pending', 'requester 1 edited'])
  })

  test('is found in the history of the host by what it gives, and by what was there before', async () => {
    const story = await startStory()
    await edit(story, await story.submitted(), { mac: '00:00:5e:00:53:77' })

    for (const mac of ['mac:00:00:5e:00:53:77', 'mac:00:00:5e:00:53:02'] as const) {
      expect(await story.store.requests.about(mac, 10)).toMatchObject([{ id: 1 }])
    }
  })
})
