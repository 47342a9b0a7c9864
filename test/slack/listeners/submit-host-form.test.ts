import { expect, test, vi } from 'vitest'
import type { Policy } from '../../../src/request/policy.ts'
import { ServerUnreachable } from '../../../src/usecases/ports.ts'
import { approver, requester } from '../../support/people.ts'
import { named, policyOf } from '../../support/policy.ts'
import { CONFIG, type Story, startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { command, submission } from '../payloads.ts'

const FILLED = {
  name: 'printer-2',
  mac: '00:00:5e:00:53:02',
  address: '10.20.0.11',
  comment: '',
  reason: 'a printer',
}
/** A locally administered MAC: something that the person has to confirm. */
const UNUSUAL = { ...FILLED, mac: '02:00:5e:00:53:02' }

/** The requester has the form open. */
async function openForm(config = CONFIG, policy?: Policy) {
  const story = await startStory(config, policy)
  const slack = connect(story)
  await slack.send(command('add'))
  const form = slack.sent('views.open')[0]?.view
  const pending = () => story.store.requests.withStatus('campus', ['pending'])
  return { story, slack, form, pending }
}

/** The server cannot be read until the function that is given back is called. */
function takeAway({ remote, server }: Story): () => void {
  const { read } = remote
  server.cache.expire()
  remote.read = async () => {
    throw new ServerUnreachable('dhcp1 cannot be found.', 'Check the name.')
  }
  return () => {
    remote.read = read
  }
}

/** What a form was answered with, as one text. */
function said(acks: readonly unknown[]): string {
  return JSON.stringify(acks)
}

function viewOf(acks: readonly unknown[]): unknown {
  const [ack] = acks
  return typeof ack === 'object' && ack !== null ? Reflect.get(ack, 'view') : undefined
}

test('a form that is fine becomes a request and is closed, once it is recorded', async () => {
  const { slack, form, pending } = await openForm()
  let recorded = 0

  const acks = await slack.send(submission(form, FILLED), async () => {
    recorded = (await pending()).length
  })

  expect(acks).toEqual([{ response_action: 'clear' }])
  expect(recorded).toBe(1)
  expect(await pending()).toMatchObject([
    { requester, reason: 'a printer', proposal: { changes: [{ name: 'printer-2', address: '10.20.0.11' }] } },
  ])
})

test.for(['', '  \n'])('a blank reason (%j) is asked for under its field', async (reason) => {
  const { slack, form, pending } = await openForm()

  const acks = await slack.send(submission(form, { ...FILLED, reason }))

  expect(acks).toMatchObject([
    { response_action: 'errors', errors: { reason: expect.stringContaining('what it is for') } },
  ])
  expect(await pending()).toEqual([])
})

test('two errors of one field both stand under it, each with what to do', async () => {
  const { slack, form } = await openForm(`${CONFIG}host half-done {\n`)

  const acks = await slack.send(submission(form, { ...FILLED, name: 'printer-1' }))

  expect(acks).toMatchObject([
    { response_action: 'errors', errors: { name: expect.stringMatching(/mend the file.*\n.*printer-1/) } },
  ])
})

test('warnings are asked about on top of the form, and the same warnings confirmed are a request', async () => {
  const { slack, form, pending } = await openForm()

  const asked = await slack.send(submission(form, UNUSUAL))
  const before = await pending()
  const confirmed = await slack.send(submission(viewOf(asked), {}))

  expect(asked).toMatchObject([{ response_action: 'push' }])
  expect(said(asked)).toContain('locally administered')
  expect(before).toEqual([])
  expect(confirmed).toEqual([{ response_action: 'clear' }])
  expect(await pending()).toMatchObject([
    { requester, reason: 'a printer', proposal: { changes: [{ mac: UNUSUAL.mac }] } },
  ])
})

test('what the policy refuses is said on the form, which keeps what was typed', async () => {
  const policy = policyOf({ when: { server: ['lab'] }, approvers: named(approver) })
  const { slack, form, pending } = await openForm(CONFIG, policy)

  const acks = await slack.send(submission(form, FILLED))

  expect(acks).toMatchObject([{ response_action: 'update', view: { callback_id: 'host.add' } }])
  expect(said(acks)).toMatch(/No rule of the policy is about this.*still here/)
  expect(said(acks)).toContain('"initial_value":"printer-2"')
  expect(await pending()).toEqual([])
})

test('what the policy comes to refuse while a warning is confirmed is said', async () => {
  const policy = { ...policyOf({ approvers: named(approver) }), limits: { openPerPerson: 1, openInAll: 10 } }
  const { story, slack, form } = await openForm(CONFIG, policy)
  const asked = await slack.send(submission(form, UNUSUAL))
  await story.submitted({ name: 'printer-3', mac: '00:00:5e:00:53:03', address: '10.20.0.12' })

  const acks = await slack.send(submission(viewOf(asked), {}))

  expect(acks).toMatchObject([{ response_action: 'update' }])
  expect(said(acks)).toMatch(/You have 1 open request/)
})

test('a warning that was not there when the others were confirmed is asked about before anything is stored', async () => {
  const { story, slack, form, pending } = await openForm()
  const asked = await slack.send(submission(form, UNUSUAL))
  story.remote.edit(`${CONFIG}host twin { hardware ethernet 00:00:5e:00:53:77; fixed-address 10.20.0.11; }\n`)
  story.server.cache.expire()

  const again = await slack.send(submission(viewOf(asked), {}))
  const stored = await pending()
  const confirmed = await slack.send(submission(viewOf(again), {}))

  expect(again).toMatchObject([{ response_action: 'update' }])
  expect(said(again)).toContain('twin')
  expect(stored).toEqual([])
  expect(confirmed).toEqual([{ response_action: 'clear' }])
})

test('a confirmed form that no longer fits the server says what is wrong', async () => {
  const { story, slack, form, pending } = await openForm()
  const asked = await slack.send(submission(form, UNUSUAL))
  story.remote.edit(`${CONFIG}host printer-2 { hardware ethernet 00:00:5e:00:53:77; }\n`)
  story.server.cache.expire()

  const acks = await slack.send(submission(viewOf(asked), {}))

  expect(said(acks)).toContain('Please change it')
  expect(said(acks)).toContain('printer-2')
  expect(await pending()).toEqual([])
})

test('a confirmed form that is sent a second time comes too late, and is one request', async () => {
  const { slack, form, pending } = await openForm()
  const asked = await slack.send(submission(form, UNUSUAL))
  await slack.send(submission(viewOf(asked), {}))

  const again = await slack.send(submission(viewOf(asked), {}))

  expect(said(again)).toContain('Too late')
  expect(await pending()).toHaveLength(1)
})

test('a form that became a request comes too late when it is sent again', async () => {
  const { slack, form, pending } = await openForm()
  await slack.send(submission(form, FILLED))

  const again = await slack.send(submission(form, { ...FILLED, name: 'printer-3', address: '10.20.0.12' }))

  expect(said(again)).toContain('Too late')
  expect(await pending()).toHaveLength(1)
})

test('a form that is more than a day old is refused', async () => {
  const { slack, form, pending } = await openForm()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 60 * 60 * 1_000 })
  await slack.send(command('add', approver)).finally(() => vi.useRealTimers())

  const acks = await slack.send(submission(form, FILLED))

  expect(said(acks)).toContain('more than a day old')
  expect(await pending()).toEqual([])
})

test.for([
  ['somebody else', approver],
  ['a person with the same id in another workspace', { team: 'T0OTHER', user: requester.user }],
] as const)('a form is of no use to %s', async ([, by]) => {
  const { slack, form, pending } = await openForm()

  const acks = await slack.send(submission(form, FILLED, by))

  expect(said(acks)).toContain('Too late')
  expect(await pending()).toEqual([])
})

test('another person cannot confirm what somebody was asked about', async () => {
  const { slack, form, pending } = await openForm()
  const asked = await slack.send(submission(form, UNUSUAL))

  const acks = await slack.send(submission(viewOf(asked), {}, approver))

  expect(said(acks)).toContain('Too late')
  expect(await pending()).toEqual([])
})

test('a person who became a guest while the form was open is refused', async () => {
  const { story, slack, form, pending } = await openForm()
  story.standings.set(requester.user, 'stranger')

  const acks = await slack.send(submission(form, FILLED))

  expect(acks).toMatchObject([{ response_action: 'update' }])
  expect(said(acks)).toContain('Only full members')
  expect(await pending()).toEqual([])
})

test('a form whose server is away keeps what was typed and says what to do', async () => {
  const { story, slack, form, pending } = await openForm()
  takeAway(story)

  const acks = await slack.send(submission(form, FILLED))

  expect(acks).toMatchObject([{ response_action: 'update' }])
  expect(said(acks)).toContain('*dhcp1 cannot be found.* Check the name. What you typed is still here.')
  expect(said(acks)).toContain('printer-2')
  expect(await pending()).toEqual([])
})

test('a confirmation whose server is away can be sent again from the form', async () => {
  const { story, slack, form, pending } = await openForm()
  const asked = await slack.send(submission(form, UNUSUAL))
  const mend = takeAway(story)

  const away = await slack.send(submission(viewOf(asked), {}))
  mend()
  const again = await slack.send(submission(form, UNUSUAL))
  await slack.send(submission(viewOf(again), {}))

  expect(said(away)).toContain('Not sent yet')
  expect(said(away)).toContain('dhcp1 cannot be found.')
  expect(await pending()).toHaveLength(1)
})

test('a form that leaves the address empty gets the one that it was offered', async () => {
  const { story, slack, form, pending } = await openForm()
  await story.server.cache.refresh()
  await slack.send(command('add', approver))
  const offered = slack.sent('views.open')[1]?.view

  await slack.send(submission(offered, { ...FILLED, address: '', reason: 'second' }, approver))
  await slack.send(submission(form, { ...FILLED, name: 'printer-3', mac: '00:00:5e:00:53:03', address: '' }))

  expect(JSON.stringify(offered)).toContain('10.20.0.3 is free')
  expect((await pending()).map(({ proposal }) => proposal.changes[0])).toMatchObject([
    { name: 'printer-2', address: '10.20.0.3' },
    { name: 'printer-3', address: '10.20.0.2' },
  ])
  expect(await story.store.forms.offers('campus')).toEqual([])
})

test('what was typed for an address is not replaced by what was offered', async () => {
  const { slack, form, pending } = await openForm()

  await slack.send(submission(form, { ...FILLED, address: '10.20.0.44' }))

  expect(await pending()).toMatchObject([{ proposal: { changes: [{ address: '10.20.0.44' }] } }])
})

test('a form that is shown again still says what it was offered', async () => {
  const { story, slack, form } = await openForm()
  takeAway(story)

  const acks = await slack.send(submission(form, FILLED))

  expect(said(acks)).toContain('10.20.0.2 is free')
})

test('whose it is and until when are chosen, and left out where nobody chose', async () => {
  const { slack, form, pending } = await openForm()
  const sent = submission(form, FILLED)
  const { values } = (sent.view as { state: { values: Record<string, unknown> } }).state
  values.owner = { input: { type: 'users_select', selected_user: 'U0OWN' } }
  values.until = { input: { type: 'datepicker', selected_date: '2027-03-31' } }

  await slack.send(sent)

  expect(await pending()).toMatchObject([
    { proposal: { changes: [{ tenure: { owner: 'U0OWN', end: '2027-03-31' } }] } },
  ])
})

test('an end that does not lie ahead stands under its field', async () => {
  const { slack, form } = await openForm()
  const sent = submission(form, FILLED)
  const { values } = (sent.view as { state: { values: Record<string, unknown> } }).state
  values.owner = { input: { type: 'users_select', selected_user: null } }
  values.until = { input: { type: 'datepicker', selected_date: '2020-03-31' } }

  const acks = await slack.send(sent)

  expect(acks).toMatchObject([{ errors: { until: expect.stringContaining('does not lie ahead') } }])
})
