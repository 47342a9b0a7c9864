import { join } from 'node:path'
import type { App } from '@slack/bolt'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Device, ServerPanel } from '../../../demo/page/extras.ts'
import { createPage } from '../../../demo/page/page.ts'
import { launchChromium } from '../../support/chromium.ts'
import { needs } from '../../support/needs.ts'
import { type Installed, install, modalWith, textInput } from '../workspace/bolt-app.ts'

const shots = process.env.SCREENSHOTS
const machine = needs('chromium')
let browser: Browser | undefined

beforeAll(async () => {
  if (!machine.skip) browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
})
beforeEach(() => {
  config = bareConfig
})

const device: Device = {
  async plugIn(mac) {
    if (mac !== '00:00:5e:00:53:3f') throw new Error('That is no MAC address.')
    return { address: '10.20.0.50', milliseconds: 310 }
  },
  unplug: async () => undefined,
}

const bareConfig = 'subnet 10.20.0.0 netmask 255.255.255.0 {\n}\n'
let config = bareConfig
const server: ServerPanel = {
  state: async () => ({ config, running: true, since: new Date().toISOString() }),
}

const stanza = 'host printer-3f {\n\thardware ethernet 00:11:22:33:44:55;\n\tfixed-address 10.20.0.50;\n}'

function card(name: string, state: string) {
  return [
    { type: 'header', text: { type: 'plain_text', text: `Register ${name}` } },
    { type: 'context', elements: [{ type: 'mrkdwn', text: `:hourglass: ${state}` }] },
    {
      type: 'section',
      fields: [
        { type: 'mrkdwn', text: '*Asked by*\n<@U0RITA>' },
        { type: 'mrkdwn', text: '*Address*\n`10.20.0.50`' },
        { type: 'mrkdwn', text: '*MAC*\n`00:11:22:33:44:55`' },
        { type: 'mrkdwn', text: '*Why*\nNew printer &amp; copier on the _third_ floor' },
      ],
    },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: stanza }] }],
    },
  ]
}

const decide = {
  type: 'actions',
  block_id: 'decide',
  elements: [
    { type: 'button', action_id: 'approve', style: 'primary', text: { type: 'plain_text', text: 'Approve' } },
    {
      type: 'button',
      action_id: 'deny',
      style: 'danger',
      text: { type: 'plain_text', text: 'Deny' },
      confirm: {
        title: { type: 'plain_text', text: 'Deny this request?' },
        text: { type: 'mrkdwn', text: 'Rita is *told*.' },
        confirm: { type: 'plain_text', text: 'Deny it' },
        deny: { type: 'plain_text', text: 'Keep it' },
        style: 'danger',
      },
    },
  ],
}

function option(text: string) {
  return { text: { type: 'plain_text', text }, value: text }
}

function form(name: string) {
  return modalWith('Register a host', [
    { type: 'section', text: { type: 'mrkdwn', text: 'Checked against *campus* as it was a moment ago.' } },
    textInput('Host name', 'name', { initial_value: name }),
    {
      ...textInput('MAC address', 'mac', {
        placeholder: { type: 'plain_text', text: '00:11:22:33:44:55' },
      }),
      hint: { type: 'plain_text', text: 'Any common notation.' },
    },
    {
      type: 'input',
      block_id: 'subnet',
      label: { type: 'plain_text', text: 'Subnet' },
      element: {
        type: 'static_select',
        action_id: 'value',
        options: ['10.20.0.0/24', '10.30.0.0/24'].map(option),
        initial_option: option('10.20.0.0/24'),
      },
    },
    { ...textInput('Comment', 'comment', { multiline: true }), optional: true },
  ])
}

function listen(app: App): void {
  app.command('/dhcp', async ({ ack, client, command }) => {
    await ack()
    await client.views.open({ trigger_id: command.trigger_id, view: form(command.text.split(' ')[1] ?? '') })
  })
  app.view('form', async ({ ack, view, client, body }) => {
    const name = view.state.values.name?.value?.value ?? ''
    if (name === 'taken')
      return ack({ response_action: 'errors', errors: { name: 'This name is in use. Choose another.' } })
    await ack()
    const blocks = [...card(name, 'Waits for approval'), decide] as never[]
    await client.chat.postMessage({ channel: 'C0APPROVE', text: `Register ${name}`, blocks })
    await client.chat.postMessage({
      channel: body.user.id,
      text: `*${name}* waits for approval. <x> &lt;b&gt;`,
    })
  })
  app.action('approve', async ({ ack, body, client, respond }) => {
    await ack()
    if (body.type !== 'block_actions' || body.message === undefined) return
    const blocks = card('printer-3f', `Approved by <@${body.user.id}>`) as never[]
    await client.chat.update({ channel: 'C0APPROVE', ts: body.message.ts, text: 'Approved', blocks })
    await respond({ text: 'Thank you.', response_type: 'ephemeral' })
  })
  app.action('deny', async ({ ack }) => ack())
}

interface Look {
  readonly dark?: boolean
  readonly width?: number
}

async function withPage(
  look: Look,
  story: (page: Page, installed: Installed) => Promise<void>,
): Promise<void> {
  const installed = await install(listen, {
    page: createPage({ device, server, hint: 'Try /dhcp add printer-3f.' }),
  })
  if (browser === undefined) throw new Error('Chromium was not started.')
  const context = await browser.newContext({
    colorScheme: look.dark === true ? 'dark' : 'light',
    viewport: { width: look.width ?? 1280, height: 800 },
    locale: 'en-US',
  })
  const page = await context.newPage()
  const foreign: string[] = []
  const broken: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(installed.workspace.url) && !request.url().startsWith('data:'))
      foreign.push(request.url())
  })
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text())
  })
  page.setDefaultTimeout(5_000)
  try {
    await page.goto(installed.workspace.url)
    await story(page, installed)
    expect(foreign).toEqual([])
    expect(broken).toEqual([])
  } finally {
    await context.close()
    await installed.stop()
  }
}

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) })
}

async function fillForm(page: Page): Promise<void> {
  const composer = page.getByRole('textbox', { name: 'Message #general' })
  await composer.fill('/dhcp add taken')
  await composer.press('Enter')
  await page.getByRole('dialog', { name: 'Register a host' }).waitFor()
}

test.skipIf(machine.skip)('two people tell the whole story on the page, by label and role', async () => {
  await withPage({}, async (page) => {
    const dialog = page.getByRole('dialog', { name: 'Register a host' })

    await page.getByRole('textbox', { name: 'Message #general' }).fill('/dh')
    await page.getByRole('option', { name: '/dhcp' }).waitFor()
    await shoot(page, 'light-command')
    await fillForm(page)
    await dialog.getByRole('textbox', { name: 'MAC address' }).fill('00-11-22-33-44-55')
    await dialog.getByRole('combobox', { name: 'Subnet' }).selectOption('10.30.0.0/24')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await dialog.getByText('This name is in use. Choose another.').waitFor()
    const name = dialog.getByRole('textbox', { name: 'Host name' })
    await shoot(page, 'light-modal')
    expect(await name.getAttribute('aria-invalid')).toBe('true')
    expect(await dialog.getByRole('textbox', { name: 'MAC address' }).inputValue()).toBe('00-11-22-33-44-55')
    await name.fill('printer-3f')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Leasehold 1 unread' }).click()
    await page.getByText('printer-3f waits for approval. x <b>').waitFor()

    await page.getByLabel('You are').selectOption('U0ANNA')
    await page.getByRole('button', { name: 'dhcp-approvals 1 unread' }).click()
    const messages = page.getByRole('log')
    await shoot(page, 'light-card')
    await messages.getByRole('button', { name: 'Deny' }).click()
    await page.getByRole('alertdialog', { name: 'Deny this request?' }).waitFor()
    await shoot(page, 'light-confirm')
    await page.getByRole('button', { name: 'Keep it' }).click()
    await messages.getByRole('button', { name: 'Approve' }).click()
    await messages.getByText('Approved by @Anna').waitFor()
    await messages.getByText('Only visible to you').waitFor()
    expect(await messages.getByRole('button', { name: 'Approve' }).count()).toBe(0)
    await shoot(page, 'light-approved')

    await page.getByRole('button', { name: 'Plug in' }).click()
    const got = page.getByRole('status').getByText('00:00:5e:00:53:3f got 10.20.0.50 in 0.31 s.')
    await got.waitFor()
    await page.reload()
    await got.waitFor()
    config = `${bareConfig}${stanza}\n`
    const newest = page.getByRole('complementary').locator('mark')
    await newest.waitFor()
    expect(await newest.textContent()).toContain('host printer-3f')
    await shoot(page, 'light-panel')
  })
})

test.skipIf(machine.skip)('an update of the view leaves what is being typed alone', async () => {
  await withPage({}, async (page, { app, workspace }) => {
    await fillForm(page)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'MAC address' }).pressSequentially('00-11')
    const view = form('from-the-app')
    const id = workspace.as('U0RITA').modalNow()?.id ?? ''
    await app.client.views.update({
      view_id: id,
      view: { ...view, title: { type: 'plain_text', text: 'Register now' } },
    })
    await page.getByRole('dialog', { name: 'Register now' }).waitFor()

    await page.keyboard.type('-22')

    expect(await dialog.getByRole('textbox', { name: 'MAC address' }).inputValue()).toBe('00-11-22')
    await expect.poll(() => workspace.as('U0RITA').modalNow()?.fields[1]?.value).toBe('00-11-22')
  })
})

test.skipIf(machine.skip)('a form that is closed gives the keyboard back to the composer', async () => {
  await withPage({}, async (page) => {
    const focused = () => page.evaluate("document.activeElement.getAttribute('aria-label')")
    await expect.poll(focused).toBe('Message #general')
    await page.keyboard.type('/dhcp add printer-3f')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    expect(await focused()).not.toBe('Message #general')

    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await expect.poll(focused).toBe('Message #general')
  })
})

test.skipIf(machine.skip).each([
  ['dark', { dark: true }],
  ['phone', { width: 390 }],
])('nothing is wider than the window: %s', async (name, look: Look) => {
  await withPage(look, async (page) => {
    await fillForm(page)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Host name' }).fill('printer-3f')
    await dialog.getByRole('textbox', { name: 'MAC address' }).fill('00-11-22-33-44-55')
    await shoot(page, `${name}-modal`)
    await dialog.getByRole('button', { name: 'Send' }).click()
    await dialog.waitFor({ state: 'detached' })
    if (look.width !== undefined) await page.getByRole('button', { name: 'Channels' }).click()
    await shoot(page, `${name}-channels`)

    await page.getByRole('button', { name: 'dhcp-approvals' }).click()
    await page.getByRole('log').getByRole('button', { name: 'Approve' }).waitFor()
    await shoot(page, `${name}-card`)

    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
    expect(wide).toBe(false)
  })
})
