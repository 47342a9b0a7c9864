import { expect, test } from 'vitest'
import { areTooLong, checkMessageBlocks } from '../../../demo/workspace/blocks/validate.ts'
import { CONFIG, startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { command } from '../payloads.ts'

async function check(config: string) {
  const story = await startStory(config)
  const slack = connect(story)
  slack.answer('conversations.open', () => ({ channel: { id: 'D0REQ' } }))
  slack.answer('files.getUploadURLExternal', () => ({
    upload_url: 'https://slack.test/bytes',
    file_id: 'F1',
  }))
  await slack.send(command('check'))
  const message = slack.sent('respond').at(-1) ?? {}
  return { slack, message, said: JSON.stringify(message), file: String(slack.bytes('bytes')[0] ?? '') }
}

function host(name: string, index: number, address: string): string {
  const mac = `00:00:5e:${index >> 8}:53:${(index & 255).toString(16)}`
  return `host ${name} { hardware ethernet ${mac}; fixed-address ${address}; }\n`
}

test('a configuration without fault is said to have none', async () => {
  const { slack, said } = await check(CONFIG)

  expect(said).toContain('*Nothing found in 1 file, 1 host* on campus')
  expect(slack.sent('files.getUploadURLExternal')).toEqual([])
})

test('findings come with code, place and what to do, the most severe first', async () => {
  const { slack, said } = await check(
    `${CONFIG}${host('in-range', 2, '10.20.0.150')}${host('lost', 3, '10.99.0.1')}`,
  )

  expect(said).toContain('*1 error, 1 warning in 1 file, 3 hosts* on campus')
  expect(said).toMatch(/\*Error\* {2}`[a-z-]+`\\n• \/etc\/dhcp\/dhcpd.conf, line 10: /)
  expect(said.indexOf('*Error*')).toBeLessThan(said.indexOf('*Warning*'))
  expect(said).toContain('\\n→ ')
  expect(slack.sent('files.getUploadURLExternal')).toEqual([])
})

test('what does not fit comes as a file with all of it', async () => {
  const hosts = Array.from({ length: 50 }, (_, index) =>
    host(`h${index}`, index + 2, `10.20.0.${100 + index}`),
  )

  const { slack, said, file } = await check(CONFIG + hosts.join(''))

  expect(said).toContain('(50)')
  expect(said).toContain('• and 47 more')
  expect(said).toContain('The whole report is in your direct messages with Leasehold.')
  expect(slack.sent('files.getUploadURLExternal')).toMatchObject([{ filename: 'campus-check.txt' }])
  expect(file.match(/^\/etc\/dhcp\/dhcpd\.conf:\d+:\d+: /gm)).toHaveLength(50)
  expect(file).toContain('50 warnings in 1 file, 51 hosts')
})

test('the file holds nothing of the lines that findings are about', async () => {
  const hosts = Array.from({ length: 5 }, (_, index) =>
    host(`h${index}`, index + 2, `10.20.0.${100 + index}`),
  )

  const { file, said } = await check(`${CONFIG}${hosts.join('').replaceAll('}\n', '} # s3cret\n')}`)

  expect(file).toContain('5 warnings')
  expect(file + said).not.toContain('s3cret')
})

test('what a finding quotes comes as text', async () => {
  const { said } = await check(`${CONFIG}group { host "<!channel>" { } }\n`)

  expect(said).toContain('found the string \\"&lt;!channel&gt;\\"')
})

test('the worst file is as much as Slack takes', async () => {
  const words = Array.from({ length: 40 }, (_, index) => `host "${index}${'<&>'.repeat(90)}" { }\n`)
  const others = Array.from({ length: 40 }, (_, index) => `x${index} ${'<&>'.repeat(90)};\n`)

  const { message } = await check(`${CONFIG}${words.join('')}${others.join('')}`)

  const checked = checkMessageBlocks(message.blocks)
  expect(checked.kind === 'valid' && !areTooLong(checked.value)).toBe(true)
})
