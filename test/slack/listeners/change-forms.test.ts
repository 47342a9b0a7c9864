import { expect, test } from 'vitest'
import { ServerUnreachable } from '../../../src/usecases/ports.ts'
import { requester, secondApprover } from '../../support/people.ts'
import { CONFIG, startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { command, submission } from '../payloads.ts'

const TWO = `subnet 10.30.0.0 netmask 255.255.255.0 { option routers 10.30.0.1; }
${CONFIG}# the copier of room 2
host printer-2 { hardware ethernet 00:00:5e:00:53:02; fixed-address 10.20.0.11; }
`

/** The facts of the server are at hand. */
async function open(typed: string, config = TWO) {
  const story = await startStory(config)
  await story.server.cache.refresh()
  const slack = connect(story)
  await slack.send(command(typed))
  const [view] = slack.sent('views.open').map((call) => call.view)
  const told = () => JSON.stringify(slack.sent('respond'))
  const pending = () => story.store.requests.withStatus('campus', ['pending'])
  return { story, slack, view, told, pending }
}

const FIELDS = {
  name: 'printer-2',
  mac: '00:00:5e:00:53:02',
  address: '10.20.0.11',
  comment: 'the copier of room 2',
  reason: 'as agreed',
}

test('the form to change a host shows what it says now', async () => {
  const { view } = await open('edit printer-2')

  expect(view).toMatchObject({ callback_id: 'host.change' })
  for (const text of ['printer-2', '00:00:5e:00:53:02', '10.20.0.11', 'the copier of room 2'])
    expect(JSON.stringify(view)).toContain(`"initial_value":"${text}"`)
})

test('only what was typed over is asked for', async () => {
  const { slack, view, pending } = await open('edit printer-2')

  const acks = await slack.send(submission(view, { ...FIELDS, comment: 'room 3' }))

  expect(acks).toEqual([{ response_action: 'clear' }])
  expect(await pending()).toMatchObject([
    { requester, reason: 'as agreed', proposal: { changes: [{ kind: 'edit', target: 'printer-2' }] } },
  ])
  const [request] = await pending()
  expect(JSON.stringify(request?.proposal.changes)).toBe(
    JSON.stringify([{ kind: 'edit', target: 'printer-2', change: { comment: 'room 3', options: [] } }]),
  )
})

test.for([
  ['rename printer-2 copier', { name: 'copier' }],
  ['replace printer-2 00-00-5e-00-53-99', { mac: '00-00-5e-00-53-99' }],
  ['move printer-2 10.30.0.9', { address: '10.30.0.9' }],
] as const)('“%s” fills the form in', async ([typed, wanted]) => {
  const { view } = await open(typed)

  for (const text of Object.values({ ...FIELDS, ...wanted, reason: 'IP address' }))
    expect(JSON.stringify(view)).toContain(text)
})

test('who names a subnet to move to finds it chosen, and gets the next free address there', async () => {
  const { slack, view, pending } = await open('move printer-2 to 10.30.0.0/24')
  const chosen = { subnet: { input: { selected_option: { value: '10.30.0.0/24' } } } }
  const sent = submission(view, FIELDS)
  const { view: filled } = sent as { view: { state: { values: object } } }
  Object.assign(filled.state.values, chosen)

  await slack.send(sent)

  expect(JSON.stringify(view)).toContain(
    '"initial_option":{"text":{"type":"plain_text","text":"10.30.0.0/24"',
  )
  expect(await pending()).toMatchObject([
    { proposal: { changes: [{ kind: 'edit', change: { addresses: ['10.30.0.2'] } }] } },
  ])
})

test('a form in which nothing was changed says so under the name', async () => {
  const { slack, view, pending } = await open('edit printer-2')

  const acks = await slack.send(submission(view, FIELDS))

  expect(acks).toMatchObject([
    { response_action: 'errors', errors: { name: expect.stringContaining('says all of that already') } },
  ])
  expect(await pending()).toEqual([])
})

test('what the host came to say meanwhile is not changed back', async () => {
  const { story, slack, view, pending } = await open('edit printer-2')
  story.remote.edit(TWO.replace('10.20.0.11', '10.20.0.77'))
  story.server.cache.expire()

  await slack.send(submission(view, { ...FIELDS, comment: 'room 3' }))

  const [request] = await pending()
  expect(request?.proposal.hosts[0]?.after).toContain('10.20.0.77')
})

test('warnings are asked about on top of the form; going back and sending it otherwise still knows what was shown', async () => {
  const { slack, view, pending } = await open('edit printer-2')

  const asked = await slack.send(submission(view, { ...FIELDS, mac: '02:00:5e:00:53:02' }))
  const again = await slack.send(submission(view, { ...FIELDS, comment: 'room 3' }))

  expect(asked).toMatchObject([{ response_action: 'push' }])
  expect(again).toEqual([{ response_action: 'clear' }])
  const [request] = await pending()
  expect(JSON.stringify(request?.proposal.changes)).not.toContain('02:00:5e:00:53:02')
})

test('the form to take a host out shows it, and that its device is on the network', async () => {
  const story = await startStory(TWO)
  story.remote.leases(
    'lease 10.20.0.150 { binding state active; ends 4 2030/01/03 12:00:00; hardware ethernet 00:00:5e:00:53:02; }\n',
  )
  await story.server.cache.refresh()
  const slack = connect(story)

  await slack.send(command('remove PRINTER-2'))
  const view = slack.sent('views.open')[0]?.view
  const acks = await slack.send(submission(view, { reason: 'it is scrap' }))

  expect(view).toMatchObject({ callback_id: 'host.remove' })
  expect(JSON.stringify(view)).toMatch(
    /printer-2.*the copier of room 2.*Its device is on the network.*10\.20\.0\.150/,
  )
  expect(acks).toEqual([{ response_action: 'clear' }])
  expect(await story.store.requests.withStatus('campus', ['pending'])).toMatchObject([
    { reason: 'it is scrap', proposal: { changes: [{ kind: 'remove', target: 'printer-2' }] } },
  ])
})

test('an error that the form has no field for stands above its fields', async () => {
  const { story, slack, view, pending } = await open('remove printer-2')
  story.remote.edit(CONFIG)
  story.server.cache.expire()

  const acks = await slack.send(submission(view, { reason: 'it is scrap' }))

  expect(acks).toMatchObject([{ response_action: 'update' }])
  expect(JSON.stringify(acks)).toContain('There is no host printer-2')
  expect(await pending()).toEqual([])
})

test.for(['edit', 'remove'])(
  '“%s” of a host that nobody knows, or of several, opens no form and says so',
  async (verb) => {
    const none = await open(`${verb} camera`)
    const several = await open(`${verb} printer`)

    expect(none.view).toBeUndefined()
    expect(none.told()).toContain('No host on campus matches “camera”')
    expect(several.view).toBeUndefined()
    expect(several.told()).toMatch(/2 hosts match: \*printer-1\*, \*printer-2\*/)
  },
)

test('while the server has not been read yet a view says so, and then becomes the form', async () => {
  const story = await startStory(TWO)
  const slack = connect(story)
  slack.answer('views.open', () => ({ view: { id: 'V1' } }))

  await slack.send(command('edit printer-2'))

  expect(JSON.stringify(slack.sent('views.open'))).toContain('I am reading campus')
  expect(slack.sent('views.update')).toMatchObject([{ view_id: 'V1', view: { callback_id: 'host.change' } }])
})

test('a server that cannot be read is named in that view, with what to do', async () => {
  const story = await startStory(TWO)
  story.remote.failures.push(new ServerUnreachable('dhcp1 cannot be found.', 'Check the name.'))
  const slack = connect(story)

  await slack.send(command('edit printer-2'))

  expect(JSON.stringify(slack.sent('views.update'))).toMatch(/dhcp1 cannot be found.*Check the name/)
})

test('who names no host picks one by a part of its name', async () => {
  const { slack, view } = await open('edit')
  const origin = {
    api_app_id: 'A0DEMO',
    team: { id: requester.team },
    user: { id: requester.user, team_id: requester.team },
  }
  const where = { action_id: 'host.pick', block_id: 'host', view: { id: 'V9', ...(view as object) } }

  const offered = await slack.send({ type: 'block_suggestion', ...origin, ...where, value: 'PRINTER-2' })
  await slack.send({
    type: 'block_actions',
    ...origin,
    view: where.view,
    trigger_id: '1.2.3',
    actions: [{ type: 'external_select', ...where, selected_option: { value: 'printer-2' } }],
  })

  expect(view).toMatchObject({ callback_id: 'host.pick' })
  expect(offered).toEqual([
    {
      options: [
        { text: { type: 'plain_text', text: 'printer-2 · 10.20.0.11', emoji: false }, value: 'printer-2' },
      ],
    },
  ])
  expect(slack.sent('views.update')).toMatchObject([{ view_id: 'V9', view: { callback_id: 'host.change' } }])
})

test('the form of somebody else is not to be had', async () => {
  const { slack, view, pending } = await open('edit printer-2')

  const acks = await slack.send(submission(view, { ...FIELDS, comment: 'room 3' }, secondApprover))

  expect(JSON.stringify(acks)).toContain('Too late')
  expect(await pending()).toEqual([])
})
