import { expect, test } from 'vitest'
import { answerFind } from '../../../src/slack/listeners/find-hosts.ts'
import { ServerUnreachable } from '../../../src/usecases/ports.ts'
import { startPairStory } from '../../support/pair-story.ts'
import { CONFIG, silentLog } from '../../support/story.ts'

async function find(text: string, first: string, second: string) {
  const story = await startPairStory(first, second)
  return { story, said: JSON.stringify(await answerFind(text, story.server, { log: silentLog })) }
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

  const said = JSON.stringify(await answerFind('printer', story.server, { log: silentLog }))

  expect(said).toContain('printer-1')
  expect(said).toContain('dhcp2 cannot be reached.')
})
