import type { App } from '@slack/bolt'
import { afterEach, expect, test } from 'vitest'
import type { RecordEntry } from '../../../demo/workspace/record.ts'
import type { WorkspaceOptions } from '../../../demo/workspace/workspace.ts'
import { type Installed, install, modalWith, textInput } from './bolt-app.ts'

let installed: Installed | undefined
afterEach(async () => {
  await installed?.stop()
  installed = undefined
})

const button = (text: string) => ({
  type: 'actions' as const,
  block_id: 'quick',
  elements: [{ type: 'button' as const, action_id: 'go', text: { type: 'plain_text' as const, text } }],
})

const homeWith = (text: string) => ({
  type: 'home' as const,
  blocks: [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text } },
    button('Go'),
    { ...textInput('Search', 'search'), dispatch_action: true },
  ],
})

async function withHome(listen: (app: App) => void, options: Partial<WorkspaceOptions> = {}) {
  const entries: RecordEntry[] = []
  const record = (entry: RecordEntry) => void entries.push(entry)
  installed = await install(listen, { homeTab: true, events: ['app_home_opened'], record, ...options })
  const { workspace } = installed
  const envelopes = () => entries.flatMap((entry) => (entry.kind === 'interaction' ? [entry.envelope] : []))
  return { ...installed, rita: workspace.as('U0RITA'), anna: workspace.as('U0ANNA'), envelopes }
}

/** An app that greets whoever opens its Home, and counts how often. */
function greet(app: App): void {
  let times = 0
  app.event('app_home_opened', async ({ event, client }) => {
    times += 1
    await client.views.publish({ user_id: event.user, view: homeWith(`${times} for <@${event.user}>`) })
  })
}

test('who opens the Home tab sees what the app publishes for them, and nobody else does', async () => {
  const { rita, anna } = await withHome(greet)

  const result = await rita.openHome()
  const home = await rita.waitForHome('1 for')

  expect(result).toEqual({ kind: 'done' })
  expect(home.readable).toBe('1 for @Rita\n[Go]\nSearch […]')
  expect(anna.homeNow()).toBeUndefined()
})

test('the event comes in the envelope of the Events API, with the view once there is one', async () => {
  const { rita, envelopes } = await withHome(greet)

  await rita.openHome()
  await rita.waitForHome('1 for')
  await rita.openHome()
  await rita.waitForHome('2 for')

  const [first, second] = envelopes()
  expect(first).toMatchObject({
    type: 'events_api',
    accepts_response_payload: false,
    payload: {
      type: 'event_callback',
      team_id: 'T0DEMO',
      api_app_id: 'A0DEMO',
      event: { type: 'app_home_opened', user: 'U0RITA', channel: 'D0RITA', tab: 'home' },
    },
  })
  expect(first).not.toHaveProperty('payload.event.view')
  expect(second).toMatchObject({ payload: { event: { view: { type: 'home', callback_id: '' } } } })
})

test('a press in the Home reaches the app with the Home’s view and a trigger that opens one modal', async () => {
  const outcomes: string[] = []
  const { rita, envelopes } = await withHome((app) => {
    greet(app)
    app.action('go', async ({ ack, body, client }) => {
      await ack()
      if (body.type !== 'block_actions') return
      const opening = { trigger_id: body.trigger_id, view: modalWith('Form', [textInput('Name', 'name')]) }
      await client.views.open(opening)
      await client.views.open(opening).catch((error) => outcomes.push(error.data.error))
    })
  })
  await rita.openHome()
  const { id } = await rita.waitForHome('1 for')

  const result = await rita.clickInHome('Go')

  expect(result).toEqual({ kind: 'done' })
  await expect.poll(() => outcomes).toEqual(['exchanged_trigger_id'])
  expect(rita.modalNow()?.title).toBe('Form')
  expect(envelopes().at(-1)).toMatchObject({
    type: 'interactive',
    payload: {
      type: 'block_actions',
      api_app_id: 'A0DEMO',
      container: { type: 'view', view_id: id },
      view: { id, type: 'home', state: { values: { search: { value: { value: null } } } } },
      actions: [{ action_id: 'go', block_id: 'quick' }],
    },
  })
  expect(envelopes().at(-1)).not.toHaveProperty('payload.response_url')
})

test('a press that the app does not acknowledge in three seconds has failed', async () => {
  const { rita } = await withHome(greet, { limits: { ackMs: 50 } })
  await rita.openHome()
  await rita.waitForHome('1 for')

  const result = await rita.clickInHome('Go')

  expect(result).toEqual({ kind: 'failed', message: 'This app took too long to respond.' })
})

test('an app that did not subscribe to the event is not told', async () => {
  const { rita, envelopes } = await withHome(greet, { events: [] })

  const result = await rita.openHome()

  expect(result).toEqual({ kind: 'done' })
  expect(envelopes()).toEqual([])
})

test('an app without a Home tab has none to open and may publish none', async () => {
  const { rita, app } = await withHome(greet, { homeTab: false })

  const publishing = app.client.views.publish({ user_id: 'U0RITA', view: homeWith('x') })

  await expect(publishing).rejects.toMatchObject({ data: { error: 'not_enabled' } })
  expect(await rita.openHome()).toEqual({ kind: 'failed', message: 'This app has no Home tab.' })
})

test('a Home of more than 100 blocks is refused', async () => {
  const { app } = await withHome(greet)
  const blocks = Array.from({ length: 101 }, () => ({ type: 'divider' as const }))

  const publishing = app.client.views.publish({ user_id: 'U0RITA', view: { type: 'home', blocks } })

  await expect(publishing).rejects.toMatchObject({ data: { error: 'invalid_arguments' } })
})
