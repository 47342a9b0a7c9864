import { describe, expect, test } from 'vitest'
import { APPROVALS } from '../../demo/demo.ts'
import { needs } from '../support/needs.ts'
import { openPage } from '../support/open-page.ts'
import { LONG, playScene } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock', 'chromium')

describe.skipIf(machine.skip)(`a host that is registered ${machine.why}`, () => {
  test('is picked on the page, gets another network card, and not a word more of the file moves', async () => {
    const { demo, anna, file } = await playScene()
    const before = file.read()
    const page = await openPage(demo.workspace.url)
    const composer = page.getByRole('textbox', { name: 'Message #general' })
    await composer.fill('/dhcp edit')
    await composer.press('Enter')
    const pick = page.getByRole('dialog', { name: 'Change a host' })
    await pick.getByRole('combobox', { name: 'Host' }).pressSequentially('2b')
    await pick.getByRole('option', { name: 'printer-2b · 10.20.0.12' }).click()
    const form = page.getByRole('dialog', { name: 'Change printer-2b' })
    await form.getByRole('textbox', { name: 'MAC address' }).fill('0000.5E00.5399')
    await form.getByRole('textbox', { name: 'Reason' }).fill('Its network card was replaced')
    await form.getByRole('button', { name: 'Request' }).click()
    await form.waitFor({ state: 'detached' })

    await anna.click(await anna.waitForMessage(APPROVALS, 'Change printer-2b'), 'Approve')

    await expect.poll(file.read, { timeout: LONG }).not.toBe(before)
    expect(file.read()).toBe(before.replace('00:00:5e:00:53:02', '00:00:5e:00:53:99'))
  })

  test('is taken out and put back again from Slack, and the story of both is told', async () => {
    const { rita, anna, file } = await playScene()
    const before = file.read()
    await rita.command('/dhcp remove phone-lab')
    await rita.waitForModal(({ title }) => title === 'Remove phone-lab')
    await rita.fill({ Reason: 'It was given away' })
    expect(await rita.submit()).toEqual({ kind: 'closed' })
    await anna.click(await anna.waitForMessage(APPROVALS, 'Remove phone-lab'), 'Approve')
    const told = await rita.waitForDirectMessage('Applied', LONG)
    expect(file.read()).not.toContain('phone-lab')
    const [, id] = /R-(\d+)/.exec(told.readable) ?? []

    await rita.command(`/dhcp undo R-${id}`)
    await rita.waitForModal(({ title }) => title === `Undo R-${id}`)
    await rita.fill({ Reason: 'The wrong telephone' })
    expect(await rita.submit()).toEqual({ kind: 'closed' })
    await anna.click(await anna.waitForMessage(APPROVALS, 'Register phone-lab'), 'Approve')

    const line = 'host phone-lab { hardware ethernet 00:00:5e:00:53:22; fixed-address 10.30.0.31; }'
    await expect.poll(file.read, { timeout: LONG }).toContain(line)
    expect(before).toContain(line)
    await rita.command('/dhcp history phone-lab')
    await expect
      .poll(() => rita.ephemerals('#general').at(-1)?.readable, { timeout: LONG })
      .toMatch(/Register phone-lab.*The wrong telephone.*Remove phone-lab.*It was given away/s)
  })
})
