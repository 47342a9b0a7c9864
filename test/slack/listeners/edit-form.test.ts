import { describe, expect, test } from 'vitest'
import { checkModal } from '../../../demo/workspace/blocks/validate.ts'
import { ACTIONS, FIELDS } from '../../../src/slack/ids.ts'
import { approver, requester, secondApprover } from '../../support/people.ts'
import { inputs, startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { click, submission } from '../payloads.ts'

async function opened(by = approver) {
  const story = await startStory()
  const slack = connect(story)
  const request = await story.submitted({ comment: 'room 2' })
  const card = await story.cardOf(request)
  await slack.send(click(ACTIONS.edit, card, by))
  const form = slack.sent('views.open').at(-1)?.view
  const proposed = {
    [FIELDS.name]: 'printer-2',
    [FIELDS.mac]: '00:00:5e:00:53:02',
    [FIELDS.address]: '10.20.0.11',
    [FIELDS.comment]: 'room 2',
  }
  const save = (fields: Record<string, string>, person = by) =>
    slack.send(submission(form, { ...proposed, ...fields }, person))
  const now = () => story.store.requests.find(request.id)
  return { story, slack, request, card, form, save, now }
}

describe('Edit', () => {
  test('opens the form with what is proposed, and Slack carries nothing but an id', async () => {
    const { form, card } = await opened()

    expect(checkModal(form)).toMatchObject({ kind: 'valid' })
    const text = JSON.stringify(form)
    for (const value of ['printer-2', '00:00:5e:00:53:02', '10.20.0.11', 'room 2']) {
      expect(text).toContain(`"initial_value":"${value}"`)
    }
    expect((form as { private_metadata: string }).private_metadata).not.toContain(card.cardId)
  })

  test('saves a new plan, which the editor does not approve', async () => {
    const { story, slack, save, now } = await opened()

    const acks = await save({ [FIELDS.mac]: '00-00-5E-00-53-77' })
    const edited = await now()
    if (!edited) throw new Error('the request is gone')
    const card = await story.cardOf(edited)
    await slack.send(click(ACTIONS.approve, card, approver))
    await slack.send(click(ACTIONS.approve, card, secondApprover))

    expect(acks).toEqual([{ response_action: 'clear' }])
    expect(edited).toMatchObject({ revision: 2, editors: [approver] })
    expect(slack.sent('respond')).toMatchObject([{ text: expect.stringContaining('You have edited R-1') }])
    expect(await now()).toMatchObject({ state: { status: 'approved', approvals: [{ by: secondApprover }] } })
  })

  test('shows what is wrong under the fields, and what is unusual as a question', async () => {
    const { slack, save, now } = await opened()

    const wrong = await save({ [FIELDS.name]: 'printer-1' })
    const [asked] = await save({ [FIELDS.mac]: '02:00:5e:00:53:77' })
    const untouched = await now()
    const question = (asked as { view: object }).view
    const confirmed = await slack.send(submission(question, {}, approver))

    expect(wrong).toMatchObject([
      { response_action: 'errors', errors: { [FIELDS.name]: expect.any(String) } },
    ])
    expect(asked).toMatchObject({ response_action: 'push', view: { submit: { text: 'Save it anyway' } } })
    expect(checkModal(question)).toMatchObject({ kind: 'valid' })
    expect(untouched).toMatchObject({ revision: 1 })
    expect(confirmed).toEqual([{ response_action: 'clear' }])
    expect(await now()).toMatchObject({ revision: 2, proposal: { changes: [{ mac: '02:00:5e:00:53:77' }] } })
  })

  test('is for the requester too, and for nobody who may not', async () => {
    const own = await opened(requester)
    await own.save({ [FIELDS.comment]: 'room 3' })

    const others = await opened({ ...requester, user: 'U0BEN' })

    expect(await own.now()).toMatchObject({ revision: 2, editors: [requester] })
    expect(others.form).toBeUndefined()
    expect(others.slack.sent('respond')).toMatchObject([
      { text: expect.stringContaining('You may not edit R-1') },
    ])
  })

  test('of what was decided meanwhile says so in the form', async () => {
    const { slack, card, save, now } = await opened()
    await slack.send(click(ACTIONS.approve, card, secondApprover))

    const acks = await save({ [FIELDS.comment]: 'room 3' })

    expect(JSON.stringify(acks)).toContain(`was approved by <@${secondApprover.user}> already`)
    expect(await now()).toMatchObject({ revision: 1 })
  })

  test('by the form of another, or by one that was sent already, is refused', async () => {
    const { save, now } = await opened()

    const foreign = await save({ [FIELDS.comment]: 'room 3' }, secondApprover)
    await save({ [FIELDS.comment]: 'room 3' })
    const again = await save({ [FIELDS.comment]: 'room 4' })

    for (const acks of [foreign, again]) expect(JSON.stringify(acks)).toContain('This form was sent already')
    expect(await now()).toMatchObject({ revision: 2 })
  })

  test('of several changes says how it is done instead', async () => {
    const story = await startStory()
    const slack = connect(story)
    const request = await story.asked([
      ...inputs(),
      {
        kind: 'add',
        name: 'desk',
        mac: '00:00:5e:00:53:0a',
        address: '10.20.0.20',
        subnet: undefined,
        comment: '',
      },
    ])

    await slack.send(click(ACTIONS.edit, await story.cardOf(request), approver))

    expect(slack.sent('respond')).toMatchObject([
      { text: expect.stringMatching(/cannot be edited.*ask again/) },
    ])
  })
})
