import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { defaultConfig } from '../../demo/machine/default-config.ts'
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

  test('the hosts of a subnet are paged through and downloaded, and its picture is looked at', async () => {
    const desks = Array.from(
      { length: 30 },
      (_, index) =>
        `host desk-${index} { hardware ethernet 00:00:5e:00:54:${(index + 16).toString(16)}; fixed-address 10.20.0.${index + 50}; }\n`,
    )
    const config = Buffer.concat([defaultConfig(), Buffer.from(desks.join(''))])
    const { demo } = await playScene({ machine: { config } })
    const page = await openPage(demo.workspace.url)
    const composer = page.getByRole('textbox', { name: 'Message #general' })
    const messages = page.getByRole('log')

    await composer.fill('/dhcp list 10.20.0.0/24')
    await composer.press('Enter')
    await messages.getByText('1 to 20 of 34, by address').waitFor()
    expect(await messages.textContent()).toContain('printer-1a')
    await messages.getByRole('button', { name: 'Next' }).click()
    await messages.getByText('21 to 34 of 34, by address').waitFor()
    expect(await messages.textContent()).not.toContain('printer-1a')
    await messages.getByRole('button', { name: 'Download CSV' }).click()
    await messages.getByText('The table of 34 hosts is in your direct messages').waitFor()
    await composer.fill('/dhcp free 10.20.0.0/24')
    await composer.press('Enter')
    await messages.getByText('The picture is in your direct messages').waitFor()
    await shoot(page, 'list-and-free')

    await page.getByRole('button', { name: /^Leasehold/ }).click()
    const picture = messages.getByRole('img', { name: /^Map of 10\.20\.0\.0\/24 .* 34 host \(10\.20\.0\.11/ })
    await picture.waitFor()
    const width = () => page.evaluate("document.querySelector('.file-picture img').naturalWidth")
    await expect.poll(width).toBeGreaterThan(400)
    await expect.poll(() => page.evaluate(DISTANCE_TO_BOTTOM)).toBeLessThan(2)
    const download = page.waitForEvent('download')
    await messages.getByRole('link', { name: /34 hosts of campus/ }).click()
    const table = readFileSync(await (await download).path(), 'utf8')
    expect(table.trim().split('\n')).toHaveLength(1 + 34)
    expect(table).toContain('desk-29,00:00:5e:00:54:2d,10.20.0.79,')
    await shoot(page, 'files')

    const address = (await picture.getAttribute('src')) ?? ''
    const [own, foreign] = await Promise.all(
      ['U0RITA', 'U0BEN'].map((id) =>
        fetch(new URL(address.replace(/as=.*/, `as=${id}`), demo.workspace.url)),
      ),
    )
    expect([own?.status, foreign?.status]).toEqual([200, 404])
  })
})

/** How far the messages are from being scrolled to their end, in pixels. */
const DISTANCE_TO_BOTTOM =
  '(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.querySelector(".messages"))'

const shots = process.env.SCREENSHOTS

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) })
}
