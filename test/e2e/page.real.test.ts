import { describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { openPage } from '../support/open-page.ts'
import { playScene } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock', 'chromium')

describe.skipIf(machine.skip)(`the page ${machine.why}`, () => {
  test('a host is asked for, put right, approved and plugged in on the page alone', async () => {
    const { demo, file } = await playScene()
    const page = await openPage(demo.workspace.url)
    const composer = page.getByRole('textbox', { name: 'Message #general' })
    const form = page.getByRole('dialog', { name: 'Register a host' })
    const messages = page.getByRole('log')
    const device = page.getByRole('region', { name: 'Device' })

    await composer.fill('/dhcp add printer-1a 00-00-5E-00-53-3F')
    await composer.press('Enter')
    await form.getByRole('textbox', { name: 'Reason' }).fill('New printer on the third floor')
    await form.getByRole('button', { name: 'Request' }).click()
    const name = form.getByRole('textbox', { name: 'Host name', description: /taken/ })
    await name.waitFor()
    expect(await form.getByRole('alert').count()).toBe(1)
    await name.fill('printer-3f')
    await form.getByRole('button', { name: 'Request' }).click()
    await form.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'dhcp-approvals' }).click()
    await messages.getByRole('button', { name: 'Approve' }).click()
    await messages.getByText('somebody else').waitFor()

    await page.getByLabel('You are').selectOption({ label: 'Anna · approves' })
    await messages.getByRole('button', { name: 'Approve' }).click()
    await messages.getByText(/^Applied/).waitFor()
    const [, address] = /fixed-address (\S+);/.exec((await messages.textContent()) ?? '') ?? []
    expect(await messages.getByRole('button', { name: 'Approve' }).count()).toBe(0)

    await device.getByRole('textbox', { name: 'MAC address' }).fill('0000.5e00.533f')
    await device.getByRole('button', { name: 'Plug in' }).click()
    await device.getByRole('status').getByText(`got ${address}`).waitFor()

    const newest = page.getByRole('region', { name: 'Server' }).locator('mark')
    await newest.waitFor()
    expect(await newest.textContent()).toContain('host printer-3f')
    expect(file.read()).toContain(`fixed-address ${address};`)
    await page.getByLabel('You are').selectOption({ label: 'Rita · asks' })
    await page.getByRole('button', { name: 'Leasehold' }).click()
    await messages.getByText('Applied').waitFor()
  })
})
