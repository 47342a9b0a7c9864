import { expect, test } from 'vitest'
import { areTooLong, checkMessageBlocks } from '../../../demo/workspace/blocks/validate.ts'
import { ACTIONS } from '../../../src/slack/ids.ts'
import { approver } from '../../support/people.ts'
import { CONFIG, startStory } from '../../support/story.ts'
import { connect } from '../fake-slack.ts'
import { command, press } from '../payloads.ts'

const TWO_SUBNETS = `subnet 10.10.0.0 netmask 255.255.255.0 { }\n${CONFIG}`

function lease(address: string, mac: string, more = ''): string {
  return `lease ${address} {\n  ends 5 2027/01/01 12:00:00;\n  binding state active;\n  hardware ethernet ${mac};\n${more}}\n`
}

const LEASES = [
  lease('10.20.0.110', '00:00:5e:00:53:77', '  client-hostname "laptop-<!here>";\n'),
  lease('10.20.0.101', '00:00:5e:00:53:01'),
  lease('10.20.0.102', '00:00:5e:00:53:78', '  client-hostname "phone";\n').replace('active', 'free'),
].join('')

async function house(leases = LEASES, config = TWO_SUBNETS) {
  const story = await startStory(config)
  story.remote.leases(leases)
  const slack = connect(story)
  const ask = async (text: string, verb = 'leases') => {
    await slack.send(command(`${verb} ${text}`.trim()))
    const message = slack.sent('respond').at(-1) ?? {}
    const said = JSON.stringify(message)
    return { message, said, ids: [...said.matchAll(/"value":"([^"]+)"/g)].map(([, id = '']) => id) }
  }
  return { story, slack, ask }
}

test('those who hold a lease are listed by address, with device, name and end', async () => {
  const { ask } = await house()

  const { said, ids } = await ask('')

  expect(said).toContain('*2 active leases* on campus')
  expect(said.indexOf('10.20.0.101')).toBeLessThan(said.indexOf('10.20.0.110'))
  expect(said).toContain(
    '`10.20.0.110`  `00:00:5e:00:53:77`  *laptop-&lt;!here&gt;*\\nuntil <!date^1798804800^',
  )
  expect(said).toContain('registered as printer-1')
  expect(said).not.toContain('phone')
  expect(new Set(ids).size).toBe(2)
})

test('of those, the devices that are not registered are listed by themselves', async () => {
  const { ask } = await house()

  const { said, ids } = await ask('', 'new')

  expect(said).toContain('*1 unregistered device* on campus')
  expect(said).toContain('00:00:5e:00:53:77')
  expect(said).not.toContain('10.20.0.101')
  expect(ids).toHaveLength(1)
})

test('a part of a name, MAC or address finds its leases', async () => {
  const { ask } = await house()

  expect((await ask('laptop')).said).toContain('*1 active lease* on campus matching “laptop”')
  expect((await ask('0000.5e00.5377')).said).toContain('10.20.0.110')
  expect((await ask('10.20.0.101')).said).toContain('*1 active lease*')
  expect((await ask('phone')).said).toContain('*0 active leases*')
})

test('a lease without an end, a device or a name is told as it is', async () => {
  const { ask } = await house('lease 10.20.0.120 {\n  ends never;\n  binding state active;\n}\n')

  expect((await ask('')).said).toContain('`10.20.0.120`  `unknown device`\\nwithout an end')
})

test('the button opens the form with name and MAC, in the subnet of the lease, with a free address', async () => {
  const { slack, ask } = await house()
  const { ids } = await ask('laptop')

  await slack.send(press(ACTIONS.registerLease, ids[0] ?? ''))

  const view = JSON.stringify(slack.sent('views.open')[0]?.view)
  expect(view).toContain('"initial_value":"laptop-<!here>"')
  expect(view).toContain('"initial_value":"00:00:5e:00:53:77"')
  expect(view).not.toContain('"initial_value":"10.20.0.110"')
  expect(view).toContain('10.20.0.2 is free')
  expect(view).toMatch(/"initial_option":\{"text":\{[^}]*"text":"10\.20\.0\.0\/24"/)
})

test('the button of somebody else opens nothing, and one whose time is over says so', async () => {
  const { slack, ask } = await house()
  const { ids } = await ask('laptop')
  slack.refuse('views.open', 'expired_trigger_id')

  await slack.send(press(ACTIONS.registerLease, ids[0] ?? '', approver))
  const foreign = slack.sent('views.open').length
  await slack.send(press(ACTIONS.registerLease, ids[0] ?? ''))

  expect(foreign).toBe(0)
  expect(slack.sent('respond').at(-1)?.text).toContain('too little time')
})

test('a flood of leases is as much as Slack takes', async () => {
  const name = `  client-hostname "${'<&'.repeat(60)}";\n`
  const many = Array.from({ length: 100 }, (_, index) =>
    lease(`10.20.0.${index + 100}`, '00:00:5e:00:53:77', name),
  )
  const { ask } = await house(many.join(''))

  const { message, said } = await ask('')

  const checked = checkMessageBlocks(message.blocks)
  expect(checked.kind === 'valid' && !areTooLong(checked.value)).toBe(true)
  expect(said).toContain('And 85 more leases')
})
