import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { attentive, playScene } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock')

describe.skipIf(machine.skip)(`the form ${machine.why}`, () => {
  test('errors stand under their fields, and what was typed is kept until it is right', async () => {
    const { rita, anna } = await playScene()
    await rita.command('/dhcp add bad{name} 01:00:5e:00:53:01 10.99.0.1')
    await rita.modal()
    await rita.fill({ Reason: 'to see the errors', Comment: 'kept' })

    const refused = await rita.submit()
    const after = await rita.modal()
    await rita.fill({ 'Host name': 'good-name', 'MAC address': '00:00:5e:00:53:b1', 'IP address': null })
    const accepted = await rita.submit()

    expect(refused.kind).toBe('errors')
    const errors = refused.kind === 'errors' ? refused.errors : {}
    expect(Object.keys(errors).toSorted()).toEqual(['Host name', 'IP address', 'MAC address'])
    expect(errors['MAC address']).toContain('multicast')
    expect(after.fields.find((field) => field.label === 'Comment')?.value).toBe('kept')
    expect(accepted.kind).toBe('closed')
    await anna.waitForMessage('C0APPROVE', 'Register good-name')
  })

  test('a warning is confirmed by the requester and seen by the approver', async () => {
    const { rita, anna } = await playScene()
    await rita.command('/dhcp add laptop-1 02:00:5e:00:53:b2 10.20.0.71')
    await rita.modal()
    await rita.fill({ Reason: 'a private address on purpose' })

    const asked = await rita.submit()
    const before = anna.messages('C0APPROVE').length
    const confirmed = await rita.submit()

    expect(asked).toMatchObject({ kind: 'view', modal: { title: 'Is this what you mean?' } })
    expect(before).toBe(0)
    expect(confirmed.kind).toBe('closed')
    const card = await anna.waitForMessage('C0APPROVE', 'Register laptop-1')
    expect(card.readable).toContain('Warning:')
    expect(card.readable).toContain('locally administered')
  })

  test('going back from a warning keeps the form as it was', async () => {
    const { rita } = await playScene()
    await rita.command('/dhcp add laptop-1 02:00:5e:00:53:b2 10.20.0.71')
    await rita.modal()
    await rita.fill({ Reason: 'hm' })
    await rita.submit()

    await rita.cancelModal()

    const form = await rita.modal()
    expect(form.fields.find((field) => field.label === 'Reason')?.value).toBe('hm')
    expect(form.fields.find((field) => field.label === 'Host name')?.value).toBe('laptop-1')
  })

  test('an address of another person’s open request is refused with the request’s number', async () => {
    const { rita, ask } = await playScene()
    await ask('first', '00:00:5e:00:53:b3', '10.20.0.72')
    await rita.command('/dhcp add second 00:00:5e:00:53:b4 10.20.0.72')
    await rita.modal()
    await rita.fill({ Reason: 'too' })

    const refused = await rita.submit()

    expect(refused.kind === 'errors' && refused.errors['IP address']).toContain('R-1')
  })

  test('a server that cannot be reached is named on the form, and nothing that was typed is lost', async () => {
    const { rita, relay, demo } = await playScene()
    relay.cut()
    // What was read a moment ago counts as fresh; a bot that starts now has nothing.
    await demo.restartBot()
    await rita.command('/dhcp add scanner-4 00:00:5e:00:53:b5 10.20.0.74')
    await rita.modal()
    await rita.fill({ Reason: 'while it is away' })

    await rita.submit()
    const told = await rita.waitForModal((modal) => modal.readable.includes('What you typed is still here'))
    relay.mend()
    const sent = await rita.submit()

    expect(told.fields.find((field) => field.label === 'Reason')?.value).toBe('while it is away')
    expect(sent.kind).toBe('closed')
    expect(demo.bot().ended()).toBe(false)
    const log = readFileSync(join(demo.folder, 'bot.log'), 'utf8').trim().split('\n')
    const warning = log.map((line) => JSON.parse(line)).find(({ level }) => level === 'warn')
    expect(warning).toMatchObject({ server: 'campus', error: { advice: expect.stringMatching(/./) } })
    expect(warning.error.stack).toBeUndefined()
  })

  test('the address that a form offers is not offered to another one, until the form is closed', async () => {
    const { rita, anna, sam } = await playScene()
    const offered = async (person: typeof rita) => {
      await person.command('/dhcp add')
      const { readable } = await person.waitForModal((modal) => modal.readable.includes('is kept for you'))
      return /Leave it empty for ([\d.]+),/.exec(readable)?.[1]
    }

    const first = await offered(rita)
    const second = await offered(anna)
    await rita.cancelModal()
    const third = await offered(sam)
    await anna.fill({ 'Host name': 'scanner-6', 'MAC address': '00:00:5e:00:53:b7', Reason: 'to see it' })
    const sent = await anna.submit()

    expect(new Set([first, second]).size).toBe(2)
    expect(third).toBe(first)
    expect(sent.kind).toBe('closed')
    const card = await sam.waitForMessage('C0APPROVE', 'Register scanner-6')
    expect(card.readable).toContain(`fixed-address ${second};`)
  })

  test('a guest is told that they cannot use it', async () => {
    const { demo } = await playScene()
    const gus = attentive(demo.workspace.as('U0GUS'))

    await gus.command('/dhcp add scanner-5 00:00:5e:00:53:b6')

    await gus.waitForMessage('#general', 'Only full members')
    expect(gus.modalNow()).toBeUndefined()
  })
})
