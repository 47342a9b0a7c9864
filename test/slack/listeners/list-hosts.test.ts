import { expect, test } from 'vitest'
import { areTooLong, checkMessageBlocks } from '../../../demo/workspace/blocks/validate.ts'
import { ACTIONS } from '../../../src/slack/ids.ts'
import { answerList } from '../../../src/slack/listeners/list-hosts.ts'
import { ServerUnreachable } from '../../../src/usecases/ports.ts'
import { startPairStory } from '../../support/pair-story.ts'
import { approver, requester } from '../../support/people.ts'
import { CONFIG, silentLog, startStory } from '../../support/story.ts'
import { connect, type FakeSlack } from '../fake-slack.ts'
import { command, press } from '../payloads.ts'

/** So many hosts, written from the last address to the first. */
function configOf(count: number, comment = ''): string {
  const hosts = Array.from({ length: count }, (_, index) => {
    const number = count - index
    return `${comment}host desk-${number} { hardware ethernet 00:00:5e:00:53:${(number + 16).toString(16)}; fixed-address 10.20.0.${number + 1}; }\n`
  })
  return `subnet 10.20.0.0 netmask 255.255.255.0 { }\nsubnet 10.30.0.0 netmask 255.255.255.0 { }\n${hosts.join('')}`
}

function last(slack: FakeSlack) {
  const message = slack.sent('respond').at(-1) ?? {}
  const said = JSON.stringify(message)
  const { id } = /"value":"(?<id>[^"]+)"/.exec(said)?.groups ?? {}
  return { message, said, id: id ?? '', hosts: [...said.matchAll(/\*(desk-\d+)\*/g)].map(([, name]) => name) }
}

async function list(text: string, config = configOf(45)) {
  const story = await startStory(config)
  const slack = connect(story)
  await slack.send(command(`list ${text}`))
  return { story, slack }
}

test('hosts are listed by their addresses as numbers, a page at a time', async () => {
  const { slack } = await list('')

  const { hosts, said } = last(slack)

  expect(hosts).toEqual(Array.from({ length: 20 }, (_, index) => `desk-${index + 1}`))
  expect(said).toContain('*45 hosts* on campus')
  expect(said).toContain('1 to 20 of 45, by address')
  expect(said).toContain('Next')
  expect(said).not.toContain('Previous')
})

test('the next and the previous page take the place of the message', async () => {
  const { slack } = await list('10.20.0.0/24')
  await slack.send(press(ACTIONS.nextHosts, last(slack).id))
  const second = last(slack)
  await slack.send(press(ACTIONS.nextHosts, second.id))
  const third = last(slack)

  await slack.send(press(ACTIONS.previousHosts, third.id))

  expect(second.message).toMatchObject({ response_type: 'ephemeral', replace_original: true })
  expect([second.hosts[0], second.hosts.length]).toEqual(['desk-21', 20])
  expect(third.hosts).toEqual(['desk-41', 'desk-42', 'desk-43', 'desk-44', 'desk-45'])
  expect(third.said).not.toContain('"Next"')
  expect(last(slack).hosts).toEqual(second.hosts)
})

test('a button that is pressed twice turns one page', async () => {
  const { slack } = await list('')
  const { id } = last(slack)

  await slack.send(press(ACTIONS.nextHosts, id))
  await slack.send(press(ACTIONS.nextHosts, id))

  expect(last(slack).hosts[0]).toBe('desk-21')
})

test('a page that is gone meanwhile is the last one', async () => {
  const { story, slack } = await list('')
  await slack.send(press(ACTIONS.nextHosts, last(slack).id))
  story.remote.edit(configOf(3))
  story.server.cache.expire()

  await slack.send(press(ACTIONS.nextHosts, last(slack).id))

  expect(last(slack).hosts).toEqual(['desk-1', 'desk-2', 'desk-3'])
})

test('a subnet without hosts has none, and what is no subnet is said to be none', async () => {
  const { slack } = await list('10.30.0.0/24')
  const empty = last(slack).said

  await slack.send(command('list <!channel>'))

  expect(empty).toContain('*0 hosts* on campus in “10.30.0.0/24”')
  expect(empty).not.toContain('Download')
  expect(last(slack).said).toContain('“&lt;!channel&gt;” is no subnet')
})

test('buttons carry an opaque id, and work for nobody else', async () => {
  const { story, slack } = await list('')
  const { id } = last(slack)

  await slack.send(press(ACTIONS.nextHosts, id, approver))
  const foreign = last(slack).said
  story.standings.set(requester.user, 'stranger')
  await slack.send(press(ACTIONS.downloadHosts, id))

  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  expect(foreign).toContain('type the command again')
  expect(last(slack).said).toContain('Only full members')
  expect(slack.sent('files.getUploadURLExternal')).toEqual([])
})

test('the longest page is one that Slack takes', async () => {
  const { slack } = await list('', configOf(20, `# ${'<&>`*~'.repeat(60)}\n`))

  const { blocks } = last(slack).message
  const checked = checkMessageBlocks(blocks)

  expect(last(slack).hosts).toHaveLength(20)
  expect(checked.kind === 'valid' && !areTooLong(checked.value)).toBe(true)
})

test('a comment and a name come as text', async () => {
  const { slack } = await list(
    '',
    `${CONFIG}# for <!channel> & \`co\`\nhost desk-1 { fixed-address 10.20.0.7; }\n`,
  )

  expect(last(slack).said).toContain('for &lt;!channel&gt; &amp; `\u200bco`\u200b')
  expect(last(slack).said).toContain('no MAC address')
})

test('a server that does not answer is listed as it was last read, with a word about it', async () => {
  const story = await startStory(configOf(2))
  await story.server.cache.refresh()
  story.server.cache.expire()
  story.remote.failures.push(new ServerUnreachable('campus cannot be reached.', 'Look.'))
  const slack = connect(story)

  await slack.send(command('list'))

  expect(last(slack).hosts).toEqual(['desk-1', 'desk-2'])
  expect(last(slack).said).toContain('campus cannot be reached. Look.')
})

test('a host that the second member of a pair has otherwise is named', async () => {
  const { server, store } = await startPairStory(CONFIG, CONFIG.replace('10.20.0.10;', '10.20.0.12;'))

  const answer = await answerList('10.20.0.0/24', server, requester, {
    answers: store.answers,
    log: silentLog,
  })

  expect(JSON.stringify(answer)).toContain('Not the same on dhcp1 and dhcp2: printer-1.')
})

/** Slack takes a file. */
function takeFiles(slack: FakeSlack): void {
  slack.answer('conversations.open', () => ({ channel: { id: 'D0REQ' } }))
  slack.answer('files.getUploadURLExternal', () => ({
    upload_url: 'https://slack.test/bytes',
    file_id: 'F1',
  }))
}

test('the table of all pages comes as a file, and the answer says where it is', async () => {
  const { slack } = await list('10.20.0.0/24')
  takeFiles(slack)

  await slack.send(press(ACTIONS.downloadHosts, last(slack).id))

  const [asked] = slack.sent('files.getUploadURLExternal')
  expect(asked).toMatchObject({ filename: 'campus-10.20.0.0-24.csv' })
  expect(asked).not.toHaveProperty('alt_txt')
  expect(slack.sent('conversations.open')).toMatchObject([{ users: requester.user }])
  const lines = String(slack.bytes('bytes')[0]).split('\n')
  expect(lines.slice(0, 3)).toEqual([
    'name,mac,address,comment',
    'desk-1,00:00:5e:00:53:11,10.20.0.2,',
    'desk-2,00:00:5e:00:53:12,10.20.0.3,',
  ])
  expect(lines).toHaveLength(45 + 2)
  expect(slack.sent('files.completeUploadExternal')[0]).toMatchObject({
    files: [{ id: 'F1', title: '45 hosts of campus, 10.20.0.0/24' }],
    channel_id: 'D0REQ',
  })
  expect(last(slack).message).toMatchObject({
    replace_original: false,
    text: 'The table of 45 hosts is in your direct messages with Leasehold.',
  })
})

test('what the table cannot say is said with it', async () => {
  const { slack } = await list('', `${CONFIG}host by-uid { uid "x"; fixed-address 10.20.0.7; }\n`)
  takeFiles(slack)

  await slack.send(press(ACTIONS.downloadHosts, last(slack).id))

  const [completed] = slack.sent('files.completeUploadExternal')
  expect(completed?.initial_comment).toContain('if it were imported: by-uid.')
})

test.for([
  ['missing_scope', 'update the app from its manifest'],
  ['fatal_error', 'Slack says fatal_error'],
])('a file that Slack does not take (%s) is told to the person', async ([reason = '', said]) => {
  const { slack } = await list('')
  slack.refuse('conversations.open', reason)

  await slack.send(press(ACTIONS.downloadHosts, last(slack).id))

  expect(last(slack).said).toContain(`The table of 45 hosts could not be sent`)
  expect(last(slack).said).toContain(said)
})
