import type { App } from '@slack/bolt'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createPage } from '../../../demo/page/page.ts'
import { needs } from '../../support/needs.ts'
import { openPage } from '../../support/open-page.ts'
import { install, modalWith, textInput } from '../workspace/bolt-app.ts'

const machine = needs('chromium')

const shortcuts = [
  { name: 'Register', type: 'global', callbackId: 'register', description: 'Opens a form' },
  { name: 'Nobody listens', type: 'global', callbackId: 'nobody', description: 'Does nothing' },
  { name: 'From message', type: 'message', callbackId: 'from-message', description: 'Opens a form' },
] as const

const option = (text: string) => ({ text: { type: 'plain_text' as const, text }, value: text })

/** An app whose Home says how often it was opened and what was chosen in its menu. */
function listen(app: App): void {
  let opened = 0
  const show = (chosen: string) => ({
    type: 'home' as const,
    blocks: [
      { type: 'header' as const, text: { type: 'plain_text' as const, text: `Opened ${opened}` } },
      {
        type: 'section' as const,
        text: { type: 'mrkdwn' as const, text: `*Chosen*: ${chosen}` },
        accessory: { type: 'overflow' as const, action_id: 'more', options: ['One', 'Two'].map(option) },
      },
    ],
  })
  app.event('app_home_opened', async ({ event, client }) => {
    opened += 1
    await client.views.publish({ user_id: event.user, view: show('nothing') })
  })
  app.action('more', async ({ ack, body, client, action }) => {
    await ack()
    const chosen = action.type === 'overflow' ? action.selected_option.value : ''
    await client.views.publish({ user_id: body.user.id, view: show(chosen) })
  })
  for (const { callbackId } of [shortcuts[0], shortcuts[2]]) {
    app.shortcut(callbackId, async ({ ack, shortcut, client }) => {
      await ack()
      const view = modalWith('Form', [textInput('Name', 'name')])
      await client.views.open({ trigger_id: shortcut.trigger_id, view })
    })
  }
}

async function visit(look: BrowserContextOptions = {}): Promise<Page> {
  const manifest = { homeTab: true, events: ['app_home_opened'], shortcuts }
  const installed = await install(listen, { ...manifest, page: createPage(), limits: { ackMs: 1_000 } })
  onTestFinished(installed.stop)
  return openPage(installed.workspace.url, look)
}

describe.skipIf(machine.skip)(`the app on the page ${machine.why}`, () => {
  test('its Home and its messages are tabs, which the arrow keys change', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'Leasehold' }).click()
    const tab = (name: string) => page.getByRole('tab', { name, selected: true })

    await tab('Messages').focus()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('tabpanel', { name: 'Home' }).getByText('Opened 1').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('tabpanel', { name: 'Messages' }).getByRole('log').waitFor()
    await page.keyboard.press('ArrowLeft')

    await page.getByText('Opened 2').waitFor()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Home')
  })

  test('a menu in its Home is gone through with the keyboard', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'Leasehold' }).click()
    await page.getByRole('tab', { name: 'Home' }).click()

    await page.getByRole('button', { name: 'More actions' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('[role="menuitem"]:focus', { hasText: 'One' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')

    await page.getByText('Chosen: Two').waitFor()
  })

  test('a menu is put away by whatever takes the focus from it', async () => {
    const page = await visit()

    await page.getByRole('button', { name: 'Shortcuts' }).click()
    await page.getByRole('menu').waitFor()
    await page.getByRole('textbox', { name: 'Message #general' }).focus()

    await page.getByRole('menu').waitFor({ state: 'detached' })
  })

  test('a shortcut that the app does not answer says so', async () => {
    const page = await visit()

    await page.getByRole('button', { name: 'Shortcuts' }).click()
    await page.getByRole('menuitem', { name: 'Nobody listens' }).click()

    await page.getByRole('alert').getByText('This app took too long to respond.').waitFor()
  })

  test('a message has its shortcuts, and one that only the person sees has none', async () => {
    const page = await visit({ viewport: { width: 390, height: 800 }, colorScheme: 'dark' })
    const composer = page.getByRole('textbox', { name: 'Message #general' })
    for (const line of ['a new printer', '/unknown']) {
      await composer.fill(line)
      await composer.press('Enter')
    }
    await page.getByText('Only visible to you').waitFor()

    expect(await page.getByRole('article').count()).toBe(2)
    expect(await page.getByRole('button', { name: 'More actions' }).count()).toBe(1)
    await page.getByRole('button', { name: 'More actions' }).click()
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
    await page.getByRole('menuitem', { name: 'From message' }).click()

    await page.getByRole('dialog', { name: 'Form' }).waitFor()
    expect(wide).toBe(false)
  })
})
