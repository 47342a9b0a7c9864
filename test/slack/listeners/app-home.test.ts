import { describe, expect, test } from 'vitest'
import { checkHome } from '../../../demo/workspace/blocks/validate.ts'
import type { Person } from '../../../src/request/person.ts'
import { ACTIONS } from '../../../src/slack/ids.ts'
import { ServerUnreachable } from '../../../src/usecases/ports.ts'
import { approver, requester } from '../../support/people.ts'
import { startStory } from '../../support/story.ts'
import { connect, type FakeSlack } from '../fake-slack.ts'
import { command, homeClick, homeOpened, submission } from '../payloads.ts'

/** A house whose server has been read, or not. */
async function house(isRead = true) {
  const story = await startStory()
  if (isRead) await story.server.cache.refresh()
  const slack = connect(story)
  slack.answer('views.open', () => ({ view: { id: 'V1' } }))
  return { story, slack }
}

/** The Homes that were published, as text. */
function homes(slack: FakeSlack): readonly string[] {
  return slack.sent('views.publish').map(({ view }) => JSON.stringify(view))
}

describe('opening the Home', () => {
  test('shows the person what concerns them, in a view that Slack takes', async () => {
    const { story, slack } = await house()
    const request = await story.submitted()
    const { message } = await story.cardOf(request)

    await slack.send(homeOpened(approver))
    await slack.send(homeOpened(requester))

    const [ofApprover = '', ofRequester = ''] = homes(slack)
    expect(slack.sent('views.publish').map(({ user_id }) => user_id)).toEqual([approver.user, requester.user])
    expect(slack.sent('views.publish').map(({ view }) => checkHome(view).kind)).toEqual(['valid', 'valid'])
    const place = `archives/${message.channel}/p${message.ts.replace('.', '')}`
    expect(ofApprover).toContain(`<https://demo.slack.test/${place}|R-1>`)
    expect(ofApprover).toContain('You have asked for nothing yet.')
    expect(ofRequester).toContain('Nothing waits for your approval.')
    expect(ofRequester).toMatch(/R-1 {2}\*Register printer-2\* on campus: \*waiting for approval\*/)
  })

  test('is acknowledged before anything is asked of Slack or the server', async () => {
    const { slack } = await house(false)
    const before: number[] = []

    await slack.send(homeOpened(), async () => {
      before.push(slack.sent('users.info').length + slack.sent('views.publish').length)
    })

    expect(before).toEqual([0])
  })

  test('shows what is at hand at once, and again when a server that was not read has answered', async () => {
    const { story, slack } = await house(false)
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const read = story.remote.read
    story.remote.read = () => begun.then(read)

    const handled = slack.send(homeOpened())
    await expect.poll(() => homes(slack)).toHaveLength(1)
    begin()
    await handled

    const [first, second] = homes(slack)
    expect(first).toContain('has not been read yet')
    expect(second).toContain('10.20.0.0/24')
  })

  test('with a server that cannot be reached shows the rest, once', async () => {
    const { story, slack } = await house(false)
    story.remote.failures.push(new ServerUnreachable('dhcp1 cannot be found.', 'Check the name.'))

    await slack.send(homeOpened())

    expect(homes(slack)).toEqual([expect.stringContaining('has not been read yet')])
    expect(slack.sent('chat.postMessage')).toEqual([])
  })

  test('is no reason to write to the person where Slack refuses what it shows', async () => {
    const { slack } = await house()
    slack.refuse('views.publish', 'invalid_arguments')

    await slack.send(homeOpened())

    expect(homes(slack)).toHaveLength(1)
    expect(slack.sent('chat.postMessage')).toEqual([])
  })

  test('of the messages alone shows nothing', async () => {
    const { slack } = await house()

    await slack.send(homeOpened(requester, 'messages'))

    expect(homes(slack)).toEqual([])
  })

  test.for([
    ['stranger', 'Only full members'],
    ['unknown', 'did not tell me who you are'],
  ] as const)(
    'by a person who is a %s to Slack tells them why they cannot use it',
    async ([standing, word]) => {
      const { story, slack } = await house(false)
      await story.submitted()
      story.standings.set(approver.user, standing)

      await slack.send(homeOpened(approver))

      expect(homes(slack)).toEqual([expect.stringContaining(word)])
      expect(homes(slack)[0]).not.toContain('R-1')
    },
  )
})

describe('in the Home', () => {
  const press = (action: string, value: string, by: Person = requester) => homeClick(action, value, by)

  test('Register a host opens the empty form of its server, acknowledged before', async () => {
    const { slack } = await house()
    let opened = 0

    const acks = await slack.send(press(ACTIONS.registerHost, 'campus'), async () => {
      opened = slack.sent('views.open').length
    })

    expect(acks).toHaveLength(1)
    expect(opened).toBe(0)
    expect(slack.sent('views.open')).toMatchObject([
      { trigger_id: '1.2.3', view: { callback_id: 'host.add', title: { text: 'Register a host' } } },
    ])
  })

  test('a button of a server that is not there any more says so', async () => {
    const { slack } = await house()

    await slack.send(press(ACTIONS.registerHost, 'gone'))

    expect(JSON.stringify(slack.sent('views.open')[0])).toContain('This server is not there any more.')
  })

  test('a guest who has an old Home before their eyes is told why no form opens', async () => {
    const { story, slack } = await house()
    story.standings.set(requester.user, 'stranger')

    await slack.send(press(ACTIONS.registerHost, 'campus'))

    expect(JSON.stringify(slack.sent('views.open')[0])).toContain('Only full members')
  })

  test('a press that came too late to open a form is answered in a message', async () => {
    const { slack } = await house()
    slack.refuse('views.open', 'expired_trigger_id')

    await slack.send(press(ACTIONS.registerHost, 'campus'))

    expect(slack.sent('chat.postMessage')).toMatchObject([
      { channel: requester.user, text: expect.stringContaining('Please click again.') },
    ])
  })

  test('Refresh shows how things stand now', async () => {
    const { story, slack } = await house()
    await slack.send(homeOpened())
    await story.submitted()

    await slack.send(press(ACTIONS.refreshHome, 'all'))

    const [first, second] = homes(slack)
    expect(first).toContain('You have asked for nothing yet.')
    expect(second).toContain('Register printer-2')
  })

  test('a host that was asked for stands there without anybody opening it again', async () => {
    const { slack } = await house()
    await slack.send(command('add'))
    const fields = { name: 'printer-2', mac: '00:00:5e:00:53:02', address: '10.20.0.11', reason: 'a printer' }

    await slack.send(submission(slack.sent('views.open')[0]?.view, fields))

    await expect.poll(() => homes(slack)).toEqual([expect.stringContaining('Register printer-2')])
    expect(slack.sent('views.publish')).toMatchObject([{ user_id: requester.user }])
  })

  test('where Slack shows no Home, a request is taken all the same', async () => {
    const { story, slack } = await house()
    slack.refuse('views.publish', 'not_enabled')
    await slack.send(command('add'))
    const fields = { name: 'printer-2', mac: '00:00:5e:00:53:02', address: '10.20.0.11', reason: 'a printer' }

    const acks = await slack.send(submission(slack.sent('views.open')[0]?.view, fields))

    expect(acks).toEqual([{ response_action: 'clear' }])
    expect(await story.store.requests.withStatus('campus', ['pending'])).toHaveLength(1)
    expect(slack.sent('chat.postMessage')).toEqual([])
  })
})
