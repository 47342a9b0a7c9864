import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { needs } from '../support/needs.ts'
import { openPage } from '../support/open-page.ts'
import { playScene } from './scene.ts'

const machine = needs('root', 'sshd', 'ssh-keygen', 'dhcpd', 'dhclient', 'ip', 'flock', 'chromium')

describe.skipIf(machine.skip)(`the Home ${machine.why}`, () => {
  test('a host is asked for in the Home, which shows it to who asked and to who approves, and to no guest', async () => {
    const { demo } = await playScene()
    const page = await openPage(demo.workspace.url)
    const home = page.getByRole('tabpanel', { name: 'Home' })
    const form = page.getByRole('dialog', { name: 'Register a host' })

    await page.getByRole('button', { name: 'Leasehold' }).click()
    await page.getByRole('tab', { name: 'Home' }).click()
    await home.getByText('You have asked for nothing yet.').waitFor()
    await home.getByText(/▱ \d+ of \d+ taken, /).waitFor()

    await home.getByRole('button', { name: 'Register a host' }).click()
    await form.getByRole('textbox', { name: 'Host name' }).fill('printer-3f')
    await form.getByRole('textbox', { name: 'MAC address' }).fill('00-00-5E-00-53-3F')
    await form.getByRole('textbox', { name: 'Reason' }).fill('New printer on the third floor')
    await form.getByRole('button', { name: 'Request' }).click()
    await form.waitFor({ state: 'detached' })
    await below(page, 'Your requests')
      .getByText('R-1 Register printer-3f on campus: waiting for approval')
      .waitFor()
    await below(page, 'Waiting for you').getByText('Nothing waits for your approval.').waitFor()

    await become(page, 'Anna · approves')
    const link = below(page, 'Waiting for you').getByRole('link', { name: 'R-1' })
    await link.waitFor()
    expect(await link.getAttribute('href')).toMatch(/\/archives\/C0APPROVE\/p\d+$/)
    await page.getByRole('button', { name: 'dhcp-approvals' }).click()
    await page.getByRole('log').getByRole('button', { name: 'Approve' }).click()
    await page
      .getByRole('log')
      .getByText(/^Applied/)
      .waitFor()

    await page.getByRole('button', { name: 'Leasehold' }).click()
    await below(page, 'Waiting for you').getByText('Nothing waits for your approval.').waitFor()
    await become(page, 'Rita · asks')
    await below(page, 'Your requests').getByText('R-1 Register printer-3f on campus: applied').waitFor()

    await become(page, 'Gus · guest')
    await home.getByText('Only full members of this workspace can use Leasehold.').waitFor()
    expect(await home.getByRole('button').count()).toBe(0)
  })

  test('the shortcuts of the composer and of a message open the form, by keyboard too', async () => {
    const { demo, ben } = await playScene()
    await ben.command('Could somebody register label-7, 0000.5e00.5307? It hangs at 10.20.0.70.', '#general')
    const page = await openPage(demo.workspace.url)
    const form = page.getByRole('dialog', { name: 'Register a host' })
    const message = page.getByRole('article', { name: /^Ben/ })
    // A key that comes before the menu has the focus is not for the menu.
    const focusedItem = page.locator('[role="menuitem"]:focus')

    await page.getByRole('button', { name: 'Shortcuts' }).focus()
    await page.keyboard.press('Enter')
    await focusedItem.waitFor()
    await page.keyboard.press('Enter')
    await form.waitFor()
    expect(await form.getByRole('textbox', { name: 'Host name' }).inputValue()).toBe('')
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })

    await message.getByRole('button', { name: 'More actions' }).focus()
    await page.keyboard.press('Enter')
    await focusedItem.waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await focusedItem.waitFor()
    await page.keyboard.press('Enter')
    await form.waitFor()
    expect(await form.getByRole('textbox', { name: 'Host name' }).inputValue()).toBe('label-7')
    expect(await form.getByRole('textbox', { name: 'MAC address' }).inputValue()).toBe('00:00:5e:00:53:07')
    expect(await form.getByRole('textbox', { name: 'IP address' }).inputValue()).toBe('10.20.0.70')
  })
})

function become(page: Page, label: string): Promise<readonly string[]> {
  return page.getByLabel('You are').selectOption({ label })
}

/** What stands in the Home below a heading, up to the next one. */
function below(page: Page, heading: string): Locator {
  return page.locator(
    `xpath=//h3/following-sibling::*[preceding-sibling::h3[1][normalize-space()="${heading}"]]`,
  )
}
