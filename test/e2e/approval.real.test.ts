import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { LONG, playScene } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

describe.skipIf(machine.skip)(`the approval ${machine.why}`, () => {
  test('a bystander is told that they may not decide, and the request waits on', async () => {
    const { ask, ben, file } = await playScene()
    const before = file.read()

    await ben.click(await ask('host-1', '00:00:5e:00:53:c1'), 'Approve')

    await ben.waitForMessage('C0APPROVE', 'you are not one of its approvers')
    expect(file.read()).toBe(before)
  })

  test('two approvers who click at once give one transition, and the second is told who was first', async () => {
    const { ask, anna, sam, card, file } = await playScene()
    const seen = await ask('host-2', '00:00:5e:00:53:c2')

    await Promise.all([anna.click(seen, 'Approve'), sam.click(seen, 'Approve'), anna.click(seen, 'Approve')])
    await card('host-2', 'Applied')

    const told = [...anna.ephemerals('C0APPROVE'), ...sam.ephemerals('C0APPROVE')]
    expect(told).toHaveLength(2)
    for (const message of told) expect(message.readable).toContain('already')
    expect(file.read().split('host host-2 ')).toHaveLength(2)
  })

  test('where two must approve, one approval is recorded and the second one applies it', async () => {
    const { ask, anna, sam, card, file, demo } = await playScene()
    const before = file.read()
    const config = join(demo.folder, 'leasehold.yaml')
    writeFileSync(config, readFileSync(config, 'utf8').replace('quorum: 1', 'quorum: 2'))
    await demo.restartBot()
    const seen = await ask('host-11', '00:00:5e:00:53:d1')

    await anna.click(seen, 'Approve')
    await anna.waitForMessage('C0APPROVE', 'waits for another approver')
    const between = await card('host-11', '(rule 1), approved by @Anna')
    const untouched = file.read()
    await sam.click(seen, 'Approve')

    const applied = await card('host-11', 'Applied')
    expect(seen.readable).toContain('2 of @Anna, @Sam (rule 1)')
    expect(between.readable).toContain('[Approve]')
    expect(untouched).toBe(before)
    expect(applied.readable).toMatch(/@Anna .*@Sam/)
  })

  test('a denial is told to the requester, and the buttons are gone', async () => {
    const { ask, anna, rita, card, file } = await playScene()
    const before = file.read()

    await anna.click(await ask('host-3', '00:00:5e:00:53:c3'), 'Deny')
    await anna.waitForModal((modal) => modal.fields.some((field) => field.label === 'Reason'))
    await anna.fill({ Reason: 'That room has no port.' })
    await anna.submit()

    const denied = await card('host-3', 'Denied')
    expect(denied.readable).not.toContain('Approve')
    expect(denied.readable).toContain('That room has no port.')
    await rita.waitForDirectMessage('That room has no port.')
    expect(file.read()).toBe(before)
  })

  test('a request is taken back by whoever asked, and by nobody else', async () => {
    const { ask, anna, rita, card, file } = await playScene()
    const before = file.read()
    const seen = await ask('host-12', '00:00:5e:00:53:d2')

    await anna.click(seen, 'Cancel request')
    await anna.waitForMessage('C0APPROVE', 'Only who asked')
    await rita.click(seen, 'Cancel request')

    const over = await card('host-12', 'Taken back')
    expect(over.readable).not.toContain('[Approve]')
    expect(file.read()).toBe(before)
  })

  test('buttons of a card work after the bot was killed and started again', async () => {
    const { ask, anna, card, demo } = await playScene()
    const seen = await ask('host-4', '00:00:5e:00:53:c4')

    await demo.bot().stop('SIGKILL')
    await demo.restartBot()
    await anna.click(seen, 'Approve')

    await card('host-4', 'Applied')
  })

  test('a request that was approved just before the bot was killed is applied when it is back', async () => {
    const { ask, anna, rita, card, demo, file } = await playScene()
    const seen = await ask('host-5', '00:00:5e:00:53:c5')

    await anna.click(seen, 'Approve')
    await demo.bot().stop('SIGKILL')
    await demo.restartBot()

    await card('host-5', 'Applied')
    await rita.waitForDirectMessage('Applied', LONG)
    expect(file.read().split('host host-5 ')).toHaveLength(2)
  })

  test('an approved request waits for a server that is away, says so, and is applied when it is back', async () => {
    const { ask, anna, rita, card, relay } = await playScene()
    const seen = await ask('host-6', '00:00:5e:00:53:c6')

    relay.cut()
    await anna.click(seen, 'Approve')
    await card('host-6', 'Waiting:')
    await rita.waitForDirectMessage('waits')
    relay.mend()

    await card('host-6', 'Applied')
  })

  test('Slack out of order loses no message: the card and the requester learn of it later', async () => {
    const { ask, anna, rita, card, demo } = await playScene()
    const seen = await ask('host-7', '00:00:5e:00:53:c7')
    demo.workspace.faults.failNext('chat.update', { status: 503 }, 4)
    demo.workspace.faults.failNext('chat.postMessage', { status: 429, retryAfter: 1 }, 1)

    await anna.click(seen, 'Approve')

    await card('host-7', 'Applied')
    await rita.waitForDirectMessage('Applied', LONG)
  })

  test('an envelope that Slack delivers three times is one request', async () => {
    const { anna, rita, demo } = await playScene()
    await rita.command('/dhcp add host-8 00:00:5e:00:53:c8')
    await rita.modal()
    await rita.fill({ Reason: 'once' })
    demo.workspace.faults.redeliverNextEnvelope(2)

    await rita.submit()

    await anna.waitForMessage('C0APPROVE', 'Register host-8')
    await rita.waitForDirectMessage('R-1')
    const cards = anna.messages('C0APPROVE').filter((message) => message.readable.includes('Register host-8'))
    expect(cards).toHaveLength(1)
  })

  test('a file that somebody broke by hand is left alone, and the requester is told which line', async () => {
    const { ask, anna, rita, card, file } = await playScene()
    const seen = await ask('host-9', '00:00:5e:00:53:c9')
    const broken = `${file.read()}\nhost half-done {\n`
    file.write(broken)

    await anna.click(seen, 'Approve')

    await card('host-9', 'Conflict')
    await rita.waitForDirectMessage('Conflict')
    expect(file.read()).toBe(broken)
  })

  test('a dhcpd that does not start with the new file is brought back with the old one', async () => {
    const { ask, anna, rita, card, file, demo } = await playScene()
    const before = file.read()
    const seen = await ask('host-10', '00:00:5e:00:53:d0')
    refuseToStartWith('host-10', demo.machine.settingsPath, demo.machine.configPath)

    await anna.click(seen, 'Approve')

    await card('host-10', 'Rolled back')
    await rita.waitForDirectMessage('Rolled back')
    expect(file.read()).toBe(before)
    expect(demo.machine.dhcpd().running).toBe(true)
  })
})

/** Makes the start command fail for as long as the file holds a host: `-t` cannot see such a fault beforehand. */
function refuseToStartWith(host: string, settingsPath: string, configPath: string): void {
  const settings = readFileSync(settingsPath, 'utf8')
  const changed = settings.replace(/^start=/m, `start=! grep -q '${host}' '${configPath}' && `)
  writeFileSync(settingsPath, changed)
}
