/**
 * Makes the README's pictures from the real demo: demo.png, form.png and home.png in docs/pictures.
 * As root, on a machine that runs `npm run demo` and has Debian's chromium:
 *
 *   node_modules/.bin/node scripts/pictures.ts
 */
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { APPROVALS, PEOPLE, startDemo } from '../demo/demo.ts'
import type { Person } from '../demo/workspace/person.ts'
import { launchChromium } from '../test/support/chromium.ts'

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
const size = { width: 1400, height: 900 }

const demo = await startDemo({ port: 0, record: undefined, healthySeconds: 1, progress: () => {} })
try {
  const browser = await launchChromium()
  try {
    const rita = demo.workspace.as(PEOPLE.requester)
    await takeForm(browser, demo.workspace.url)
    await rita.cancelModal()
    await takeCard(browser, demo.workspace.url, rita, demo.workspace.as(PEOPLE.approver))
    await takeHome(browser, demo.workspace.url)
  } finally {
    await browser.close()
  }
} finally {
  await demo.close()
}

/** The form with an error under a field. */
async function takeForm(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, `${url}?as=${PEOPLE.requester}`)
  await page.getByRole('textbox', { name: 'Message #general' }).fill('/dhcp add printer-3f 00-00-5E-00-53')
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Comment' }).fill('Room 3.14')
  await form.getByRole('textbox', { name: 'Reason' }).fill('New printer on the third floor')
  await form.getByRole('button', { name: 'Request' }).click()
  await form.getByRole('alert').waitFor()
  await page.screenshot({ path: `${folder}form.png` })
}

/** A card that waits, beside a device that was plugged in after an earlier request was approved. */
async function takeCard(browser: Browser, url: string, rita: Person, anna: Person): Promise<void> {
  const page = await open(browser, `${url}?as=${PEOPLE.approver}#${APPROVALS}`)
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await ask(rita, 'label-writer', '00:00:5e:00:53:2b', 'Label writer for the stores')
  await anna.click(await anna.waitForMessage(APPROVALS, 'label-writer'), 'Approve')
  await page.locator('mark').waitFor()
  await page.getByText('Applied').waitFor()
  await page.getByRole('textbox', { name: 'MAC address' }).fill('00:00:5e:00:53:2b')
  await page.getByRole('button', { name: 'Plug in' }).click()
  await page.getByRole('status').getByText('got').waitFor()
  await ask(rita, 'printer-3f', '00-00-5E-00-53-3F', 'New printer on the third floor')
  await page.getByRole('button', { name: 'Approve' }).waitFor()
  await page.screenshot({ path: `${folder}demo.png` })
}

/** What the approver finds in the Home after that. */
async function takeHome(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, `${url}?as=${PEOPLE.approver}`)
  await page.getByRole('button', { name: 'Leasehold' }).click()
  await page.getByRole('tab', { name: 'Home' }).click()
  await page.getByRole('link', { name: /^R-/ }).waitFor()
  await page.screenshot({ path: `${folder}home.png` })
}

async function ask(rita: Person, name: string, mac: string, reason: string): Promise<void> {
  await rita.command(`/dhcp add ${name} ${mac}`)
  await rita.modal()
  await rita.fill({ Comment: 'Room 3.14', Reason: reason })
  const sent = await rita.submit()
  if (sent.kind !== 'closed') throw new Error(`the form was not accepted: ${JSON.stringify(sent)}`)
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: size, locale: 'en-US', reducedMotion: 'reduce' })
  await page.goto(url)
  return page
}
