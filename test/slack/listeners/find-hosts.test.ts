import { expect, test } from 'vitest'
import { answerFind } from '../../../src/slack/listeners/find-hosts.ts'
import type { Store } from '../../../src/store/store.ts'
import { ServerUnreachable } from '../../../src/usecases/ports.ts'
import type { ServerDesk } from '../../../src/usecases/submit-request.ts'
import { startPairStory } from '../../support/pair-story.ts'
import { approver, requester } from '../../support/people.ts'
import { CONFIG, silentLog, startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { command, press } from '../payloads.ts'

interface House {
  readonly server: ServerDesk
  readonly store: Store
}

function ask({ server, store }: House, text: string) {
  return answerFind(text, server, requester, { answers: store.answers, log: silentLog })
}

async function find(text: string, first: string, second: string) {
  const story = await startPairStory(first, second)
  return { story, said: JSON.stringify(await ask(story, text)) }
}

const moved = CONFIG.replace('10.20.0.10;', '10.20.0.12;')
const renamed = CONFIG.replace('printer-1', 'printer-9')

test('hosts that both members of a pair carry alike are shown as those of one server', async () => {
  const { said } = await find('printer', CONFIG, CONFIG)

  expect(said).toContain('printer-1')
  expect(said).not.toContain('Not the same')
})

test('a host that the second member has otherwise is shown as the first has it, and named', async () => {
  const { said } = await find('printer', CONFIG, moved)

  expect(said).toContain('`10.20.0.10`')
  expect(said).toContain('Not the same on dhcp1 and dhcp2: printer-1.')
})

test('a host that only the second member has is named', async () => {
  const { said } = await find('printer-9', CONFIG, renamed)

  expect(said).toContain('Nothing on campus matches')
  expect(said).toContain('Not the same on dhcp1 and dhcp2: printer-9.')
})

test('a member that cannot be read does not keep what the other says from people', async () => {
  const story = await startPairStory()
  story.second.failures.push(new ServerUnreachable('dhcp2 cannot be reached.', 'Look.'))

  const said = JSON.stringify(await ask(story, 'printer'))

  expect(said).toContain('printer-1')
  expect(said).toContain('dhcp2 cannot be reached.')
})

/** The requester has found the one host. */
async function found() {
  const story = await startStory()
  const slack = connect(story)
  await slack.send(command('find printer-1'))
  const said = JSON.stringify(slack.sent('respond').at(-1))
  const [, id = ''] = /"value":"([^"]+)"/.exec(said) ?? []
  return { story, slack, said, id }
}

test.for([
  ['host.change', 'Change printer-1'],
  ['host.remove', 'Remove printer-1'],
] as const)('the button %s below a host opens its form', async ([action, title]) => {
  const { slack, id, said } = await found()

  await slack.send(press(action, id))

  expect(said).not.toContain('"value":"printer-1"')
  expect(slack.sent('views.open')).toMatchObject([{ view: { title: { text: title } } }])
})

test('the history of a host that was found is told beside the answer, which stays', async () => {
  const { slack, id } = await found()

  await slack.send(press('host.history', id))

  expect(slack.sent('respond').at(-1)).toMatchObject({
    replace_original: false,
    text: expect.stringContaining('No request was ever about “printer-1”'),
  })
})

test('the buttons of somebody else’s answer do nothing', async () => {
  const { slack, id } = await found()

  await slack.send(press('host.change', id, approver))

  expect(slack.sent('views.open')).toEqual([])
})

test('a host whose device holds a lease is shown with it', async () => {
  const story = await startStory()
  story.remote.leases(
    'lease 10.20.0.150 { binding state active; ends never; hardware ethernet 00:00:5e:00:53:01; }\n',
  )

  expect(JSON.stringify(await ask(story, 'printer-1'))).toContain('it holds the lease of 10.20.0.150')
})
