import { expect, test } from 'vitest'
import { ServerUnreachable } from '../../../src/usecases/ports.ts'
import { approver, operator, requester, secondApprover } from '../../support/people.ts'
import { startStory } from '../../support/story.ts'
import { connect, type FakeSlack } from '../fake-slack.ts'
import { closing, command } from '../payloads.ts'

const ADD = command('add printer-2 00:00:5e:00:53:02')

/** A house whose server is read only when the test says so. */
async function coldStart() {
  const story = await startStory()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const read = story.remote.read
  story.remote.read = () => begun.then(read)
  const slack = connect(story)
  slack.answer('views.open', () => ({ view: { id: 'V1' } }))
  return { story, slack, begin }
}

/** The blocks of a view that the app sent, as one text. */
function blocks(call: Record<string, unknown> | undefined): string {
  return JSON.stringify(call?.view)
}

function told(slack: FakeSlack): readonly unknown[] {
  return slack.sent('respond').map(({ text }) => text)
}

test('a command is acknowledged before anything is asked of Slack', async () => {
  const slack = connect(await startStory())
  let opened = 0

  await slack.send(ADD, async () => {
    opened = slack.sent('views.open').length
  })

  expect(opened).toBe(0)
  expect(slack.sent('views.open')).toHaveLength(1)
})

test('a form that opens before the server was read gets its subnets when it has been', async () => {
  const { slack, begin } = await coldStart()

  const handled = slack.send(ADD)
  await expect.poll(() => slack.sent('views.open')).toHaveLength(1)
  begin()
  await handled

  expect(blocks(slack.sent('views.open')[0])).not.toContain('10.20.0.0/24')
  expect(slack.sent('views.update')).toMatchObject([{ view_id: 'V1' }])
  expect(blocks(slack.sent('views.update')[0])).toContain('10.20.0.0/24')
  expect(blocks(slack.sent('views.update')[0])).toContain('printer-2')
})

test('a form of a server that has been read is not sent a second time', async () => {
  const story = await startStory()
  await story.server.cache.refresh()
  const slack = connect(story)

  await slack.send(ADD)

  expect(blocks(slack.sent('views.open')[0])).toContain('10.20.0.0/24')
  expect(slack.sent('views.update')).toEqual([])
})

test('a form whose server is away says which link failed and what to do', async () => {
  const { story, slack, begin } = await coldStart()
  story.remote.failures.push(new ServerUnreachable('dhcp1 cannot be found.', 'Check the name.'))

  begin()
  await slack.send(ADD)

  expect(blocks(slack.sent('views.update')[0])).toContain('dhcp1 cannot be found.')
  expect(blocks(slack.sent('views.update')[0])).toContain('Check the name.')
  expect(told(slack)).toEqual([])
})

test('a form that was closed before its facts came is no failure', async () => {
  const { slack, begin } = await coldStart()
  slack.refuse('views.update', 'not_found')

  begin()
  await slack.send(ADD)

  expect(slack.sent('views.update')).toHaveLength(1)
  expect(slack.sent('chat.postMessage')).toEqual([])
})

test('a command that Slack delivers again finds its form open and says nothing', async () => {
  const slack = connect(await startStory())
  slack.refuse('views.open', 'exchanged_trigger_id')

  await slack.send(ADD)

  expect(told(slack)).toEqual([])
  expect(slack.sent('chat.postMessage')).toEqual([])
})

test('a command that came too late to open a form asks to be typed again', async () => {
  const slack = connect(await startStory())
  slack.refuse('views.open', 'expired_trigger_id')

  await slack.send(ADD)

  expect(told(slack)).toEqual([expect.stringContaining('type the command again')])
  expect(slack.sent('views.update')).toEqual([])
})

test('a form that Slack refuses for any other reason is a failure that the person is told of', async () => {
  const slack = connect(await startStory())
  slack.refuse('views.open', 'invalid_arguments')

  await slack.send(ADD)

  expect(slack.sent('chat.postMessage')).toMatchObject([{ channel: requester.user }])
})

test.for([
  ['stranger', 'Only full members'],
  ['unknown', 'did not tell me who you are'],
] as const)('a person who is a %s to Slack gets a word and no form', async ([standing, word]) => {
  const story = await startStory()
  story.standings.set(requester.user, standing)
  const slack = connect(story)

  await slack.send(ADD)

  expect(told(slack)).toEqual([expect.stringContaining(word)])
  expect(slack.sent('views.open')).toEqual([])
})

test('a server that there is not is named, with those that there are', async () => {
  const slack = connect(await startStory())

  await slack.send(command('add printer-2 00:00:5e:00:53:02 on campsu'))

  expect(told(slack)).toEqual([expect.stringMatching(/campsu.*campus/s)])
  expect(slack.sent('views.open')).toEqual([])
})

test('a search reads the server, and answers the person alone', async () => {
  const slack = connect(await startStory())

  await slack.send(command('find PRINTER'))

  const answers = slack.sent('respond')
  expect(answers).toMatchObject([{ response_type: 'ephemeral' }])
  expect(JSON.stringify(answers)).toContain('printer-1')
})

test('a search while the server is away answers from the last facts and says how old they are', async () => {
  const story = await startStory()
  await story.server.cache.refresh()
  story.server.cache.expire()
  story.remote.failures.push(new ServerUnreachable('dhcp1 cannot be found.', 'Check the name.'))
  const slack = connect(story)

  await slack.send(command('find printer'))

  const answer = JSON.stringify(slack.sent('respond'))
  expect(answer).toContain('dhcp1 cannot be found. Check the name.')
  expect(answer).toContain('minutes ago')
  expect(answer).toContain('printer-1')
})

test('two people whose forms are open are offered two addresses, and a closed form gives its own back', async () => {
  const story = await startStory()
  await story.server.cache.refresh()
  const slack = connect(story)
  const opened = (count: number) => slack.sent('views.open')[count]

  await slack.send(ADD)
  await slack.send(command('add', approver))
  await slack.send(closing(opened(0)?.view, secondApprover))
  await slack.send(command('add', secondApprover))
  await slack.send(closing(opened(0)?.view, requester))
  await slack.send(command('add', operator))

  expect([0, 1, 2, 3].map((count) => /[\d.]+ is free/.exec(blocks(opened(count)))?.[0])).toEqual([
    '10.20.0.2 is free',
    '10.20.0.3 is free',
    '10.20.0.4 is free',
    '10.20.0.2 is free',
  ])
})

test('who typed an address is offered none, and keeps none from others', async () => {
  const story = await startStory()
  await story.server.cache.refresh()
  const slack = connect(story)

  await slack.send(command('add printer-2 00:00:5e:00:53:02 10.20.0.9'))

  expect(blocks(slack.sent('views.open')[0])).not.toContain('is free')
  expect(await story.store.forms.offers('campus')).toEqual([])
})

test('a form that opens before the server was read is offered an address when it has been', async () => {
  const { slack, begin } = await coldStart()

  begin()
  await slack.send(ADD)

  expect(blocks(slack.sent('views.open')[0])).not.toContain('is free')
  expect(blocks(slack.sent('views.update')[0])).toContain('10.20.0.2 is free')
})

test('mine lists what the person owns', async () => {
  const story = await startStory()
  const slack = connect(story, {
    hostsOf: async ({ user }) => ({
      hosts: [
        {
          server: 'campus',
          name: 'guest',
          owner: { team: 'T0DEMO', id: user },
          end: '2027-03-31',
          addresses: ['10.20.0.9'],
        },
      ],
      unknown: [],
    }),
  })

  await slack.send(command('mine'))

  expect(JSON.stringify(slack.sent('respond'))).toContain('campus · *guest* · 10.20.0.9 · until 2027-03-31')
})
