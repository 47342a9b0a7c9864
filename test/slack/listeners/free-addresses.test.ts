import { expect, test } from 'vitest'
import { areTooLong, checkMessageBlocks } from '../../../demo/workspace/blocks/validate.ts'
import { requester } from '../../support/people.ts'
import { CONFIG, startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { command } from '../payloads.ts'

async function house(config = CONFIG) {
  const story = await startStory(config)
  const slack = connect(story)
  slack.answer('conversations.open', () => ({ channel: { id: 'D0REQ' } }))
  slack.answer('files.getUploadURLExternal', () => ({
    upload_url: 'https://slack.test/bytes',
    file_id: 'F1',
  }))
  const free = async (text: string) => {
    await slack.send(command(`free ${text}`.trim()))
    const message = slack.sent('respond').at(-1) ?? {}
    return { message, said: JSON.stringify(message) }
  }
  return { story, slack, free }
}

test('the next free addresses of a subnet are named, with its use in numbers', async () => {
  const { free } = await house()

  const { said } = await free('10.20.0.77')

  expect(said).toContain('*10.20.0.0/24* on campus')
  expect(said).toContain('1 host · 100 in dynamic ranges · *152 free*')
  expect(said).toContain('Next free: `10.20.0.2` `10.20.0.3` `10.20.0.4` `10.20.0.5` `10.20.0.6`')
})

test('what is kept for a request or an open form is neither free nor next', async () => {
  const { story, free } = await house()
  await story.submitted({ address: '10.20.0.2' })
  const form = await story.store.forms.open(requester, 'campus')
  await story.store.forms.offer(form, '10.20.0.4', 60_000)
  await story.store.forms.offer(form, '10.20.0.10', 60_000)

  const { said } = await free('10.20.0.0/24')

  expect(said).toContain('2 reserved · *150 free*')
  expect(said).toContain('Next free: `10.20.0.3` `10.20.0.5`')
})

test('the picture comes as a file with its alt text, and the answer says where it is', async () => {
  const { story, slack, free } = await house()
  await story.submitted({ address: '10.20.0.2' })

  const { said } = await free('10.20.0.0/24')

  expect(said).toContain('The picture is in your direct messages with Leasehold.')
  const [asked] = slack.sent('files.getUploadURLExternal')
  expect(asked?.filename).toBe('10.20.0.0-24.png')
  expect(asked?.alt_txt).toContain(
    '1 host (10.20.0.10); 1 router (10.20.0.1); 1 reserved by a request or form (10.20.0.2)',
  )
  expect(slack.bytes('bytes')[0]?.subarray(1, 4).toString()).toBe('PNG')
  expect(slack.sent('files.completeUploadExternal')).toMatchObject([
    { channel_id: 'D0REQ', files: [{ title: '10.20.0.0/24 on campus' }] },
  ])
})

test('numbers are told also when the picture cannot be sent', async () => {
  const { slack, free } = await house()
  slack.answer('bytes', () => ({ status: 500 }))

  const { said } = await free('10.20.0.0/24')

  expect(said).toContain('*152 free*')
  expect(said).toContain('The picture could not be sent: Slack did not take it just now')
})

test('without a subnet every one is shown with a bar and numbers, and no picture is made', async () => {
  const { slack, free } = await house(
    `${CONFIG}shared-network lab { subnet 10.30.0.0 netmask 255.255.255.0 { } subnet 10.31.0.0 netmask 255.255.255.252 { } }`,
  )

  const { said } = await free('')

  expect(said).toContain('*3 subnets* on campus')
  expect(said).toContain(
    '`10.20.0.0/24` `█▒▒▒▒▒▒▒▒░░░░░░░░░░░`\\n1 host · 100 in dynamic ranges · *152 free*',
  )
  expect(said).toContain(`\`10.30.0.0/24\` \`${'░'.repeat(20)}\` (lab)\\n0 hosts · *254 free*`)
  expect(slack.sent('files.getUploadURLExternal')).toEqual([])
})

test('of a shared network each subnet is told', async () => {
  const { slack, free } = await house(
    'shared-network lab { subnet 10.30.0.0 netmask 255.255.255.0 { } subnet 10.31.0.0 netmask 255.255.255.252 { } }',
  )

  const { said } = await free('lab')

  expect(said).toContain('*2 subnets* on campus in “lab”')
  expect(said).toContain('Next free: `10.31.0.1` `10.31.0.2`')
  expect(said).toContain('For a picture, name one of its subnets.')
  expect(slack.sent('files.getUploadURLExternal')).toEqual([])
})

test('a subnet that is too large for a picture is told in numbers', async () => {
  const { slack, free } = await house('subnet 10.0.0.0 netmask 255.0.0.0 { }')

  const { said } = await free('10.0.0.0/8')

  expect(said).toContain('*16,777,214 free*')
  expect(said).toContain('too large for a picture')
  expect(slack.sent('files.getUploadURLExternal')).toEqual([])
})

test('a full subnet has no next address, and what is no subnet is said to be none', async () => {
  const { free } = await house('subnet 10.20.0.0 netmask 255.255.255.252 { range 10.20.0.1 10.20.0.2; }')

  expect((await free('10.20.0.0/30')).said).toContain('Next free: none')
  expect((await free('10.99.0.0/24')).said).toContain('“10.99.0.0/24” is no subnet')
})

test('the subnets of a large server are as many as Slack takes', async () => {
  const subnets = Array.from(
    { length: 250 },
    (_, index) => `subnet 10.20.${index}.0 netmask 255.255.255.0 { }\n`,
  )
  const { free } = await house(`shared-network ${'n'.repeat(60)} { ${subnets.join('')} }`)

  const all = await free('')
  const network = await free('n'.repeat(60))

  for (const { message, said } of [all, network]) {
    const checked = checkMessageBlocks(message.blocks)
    expect(checked.kind === 'valid' && !areTooLong(checked.value)).toBe(true)
    expect(said).toContain('more subnets: name one of them.')
  }
})
