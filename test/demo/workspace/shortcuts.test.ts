import type { App } from '@slack/bolt'
import { afterEach, expect, test } from 'vitest'
import type { WorkspaceOptions } from '../../../demo/workspace/workspace.ts'
import { type Installed, install, modalWith, textInput } from './bolt-app.ts'

let installed: Installed | undefined
afterEach(async () => {
  await installed?.stop()
  installed = undefined
})

const shortcuts = [
  { name: 'Register', type: 'global', callbackId: 'register', description: 'Opens a form' },
  { name: 'From message', type: 'message', callbackId: 'from-message', description: 'Opens a form' },
] as const

const view = modalWith('Form', [textInput('Name', 'name')])

/** An app that opens a form for both shortcuts, and keeps what it was sent. */
async function withShortcuts(options: Partial<WorkspaceOptions> = {}) {
  const bodies: Readonly<Record<string, unknown>>[] = []
  const listen = (app: App) => {
    for (const { callbackId } of shortcuts) {
      app.shortcut(callbackId, async ({ ack, shortcut, client, body }) => {
        await ack()
        bodies.push({ ...body })
        await client.views.open({ trigger_id: shortcut.trigger_id, view })
      })
    }
  }
  installed = await install(listen, { shortcuts, ...options })
  const { workspace } = installed
  return { ...installed, bodies, rita: workspace.as('U0RITA'), gus: workspace.as('U0GUS') }
}

test('a global shortcut tells who used it and nothing of a place or the app, and its trigger opens a form', async () => {
  const { rita, bodies } = await withShortcuts()

  const result = await rita.useShortcut('Register')
  const modal = await rita.modal()

  expect(result).toEqual({ kind: 'done' })
  expect(modal.title).toBe('Form')
  expect(bodies).toMatchObject([
    {
      type: 'shortcut',
      callback_id: 'register',
      team: { id: 'T0DEMO' },
      user: { id: 'U0RITA', username: 'rita', team_id: 'T0DEMO' },
    },
  ])
  for (const field of ['channel', 'response_url', 'api_app_id', 'message']) {
    expect(bodies[0]).not.toHaveProperty(field)
  }
})

test('a message shortcut brings the message, its channel, and where to answer the person', async () => {
  const { rita, bodies } = await withShortcuts()
  await rita.command('the new printer is <here>', '#general')
  const message = await rita.waitForMessage('#general', 'printer')

  const result = await rita.useShortcut('From message', message)
  await rita.modal()

  expect(result).toEqual({ kind: 'done' })
  expect(bodies).toMatchObject([
    {
      type: 'message_action',
      callback_id: 'from-message',
      user: { id: 'U0RITA' },
      channel: { id: 'C0GENERAL', name: 'general' },
      message: { text: 'the new printer is &lt;here&gt;', ts: message.ts },
      message_ts: message.ts,
    },
  ])
  expect(bodies[0]).not.toHaveProperty('api_app_id')
  await fetch(String(bodies[0]?.response_url), { method: 'POST', body: JSON.stringify({ text: 'taken' }) })
  expect(rita.ephemerals('#general').map(({ text }) => text)).toEqual(['taken'])
})

test('a shortcut that the app does not acknowledge in three seconds has failed', async () => {
  installed = await install(() => {}, { shortcuts, limits: { ackMs: 50 } })

  const result = await installed.workspace.as('U0RITA').useShortcut('Register')

  expect(result).toEqual({ kind: 'failed', message: 'This app took too long to respond.' })
})

test('a shortcut that the manifest does not declare is not there', async () => {
  const { rita } = await withShortcuts({ shortcuts: shortcuts.slice(1) })

  await expect(rita.useShortcut('Register')).rejects.toThrow('There is no global shortcut "Register"')
})

test('what one person alone sees, or what stands where one is not, has no shortcuts', async () => {
  const { rita, gus, app } = await withShortcuts()
  const { ts = '' } = await app.client.chat.postMessage({ channel: 'C0APPROVE', text: 'a card' })
  await app.client.chat.postEphemeral({ channel: 'C0APPROVE', user: 'U0RITA', text: 'psst' })
  const psst = await rita.waitForMessage('#dhcp-approvals', 'psst')
  const card = await rita.waitForMessage('#dhcp-approvals', (message) => message.ts === ts)

  const onEphemeral = await rita.useShortcut('From message', psst)
  const fromOutside = await gus.useShortcut('From message', card)

  const refused = { kind: 'failed', message: 'This shortcut is not offered here.' }
  expect(onEphemeral).toEqual(refused)
  expect(fromOutside).toEqual(refused)
})
