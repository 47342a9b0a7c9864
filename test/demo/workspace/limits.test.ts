import { afterEach, expect, test } from 'vitest'
import { type Installed, install, modalWith, textInput } from './bolt-app.ts'

let installed: Installed | undefined
afterEach(async () => {
  await installed?.stop()
  installed = undefined
})

/** The error that Slack names, or `ok`. */
async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error: { data?: { error?: string } }) => error.data?.error ?? String(error),
  )
}

/** An app that keeps the trigger of each command, and the views' ids. */
async function keepingTriggers(options = {}) {
  const triggers: string[] = []
  const started = await install((app) => {
    app.command('/dhcp', async ({ ack, command }) => {
      await ack()
      triggers.push(command.trigger_id)
    })
    app.view('form', async ({ ack, body }) => {
      triggers.push(body.type === 'view_submission' ? body.trigger_id : '')
      await ack({ response_action: 'update', view: modalWith('Again', [textInput('Name', 'name')]) })
    })
  }, options)
  installed = started
  const rita = started.workspace.as('U0RITA')
  return { ...started, triggers, rita }
}

const view = modalWith('Form', [textInput('Name', 'name')])

test('a trigger opens one view, and only within three seconds', async () => {
  let now = Date.now()
  const { app, triggers, rita } = await keepingTriggers({ now: () => now })
  await rita.command('/dhcp')
  await rita.command('/dhcp')
  const [first = '', second = ''] = triggers

  const opened = await outcome(app.client.views.open({ trigger_id: first, view }))
  const again = await outcome(app.client.views.open({ trigger_id: first, view }))
  const unknown = await outcome(app.client.views.open({ trigger_id: 'made-up', view }))
  now += 3_001
  const late = await outcome(app.client.views.open({ trigger_id: second, view }))

  expect([opened, again, unknown, late]).toEqual([
    'ok',
    'exchanged_trigger_id',
    'invalid_trigger_id',
    'expired_trigger_id',
  ])
})

test('a view that Slack refuses does not use up its trigger', async () => {
  const { app, triggers, rita } = await keepingTriggers()
  await rita.command('/dhcp')
  const trigger_id = triggers[0] ?? ''

  const tooLong = await outcome(
    app.client.views.open({ trigger_id, view: modalWith('x'.repeat(25), [textInput('Name', 'name')]) }),
  )

  expect(tooLong).toBe('invalid_arguments')
  expect(await outcome(app.client.views.open({ trigger_id, view }))).toBe('ok')
})

test('three views lie on a stack and no fourth, and a push needs a trigger from the modal', async () => {
  const { app, triggers, rita } = await keepingTriggers()
  await rita.command('/dhcp')
  await rita.command('/dhcp')
  await app.client.views.open({ trigger_id: triggers[0] ?? '', view })
  await rita.fill({ Name: 'x' })

  const outside = await outcome(app.client.views.push({ trigger_id: triggers[1] ?? '', view }))
  const pushes: string[] = []
  for (const _ of [1, 2, 3]) {
    await rita.fill({ Name: 'x' })
    await rita.submit()
    pushes.push(await outcome(app.client.views.push({ trigger_id: triggers.at(-1) ?? '', view })))
  }

  expect(outside).toBe('not_found')
  expect(pushes).toEqual(['ok', 'ok', 'push_limit_reached'])
  expect((await rita.modal()).depth).toBe(3)
})

test('an update with an old hash is refused; one without a hash is not', async () => {
  const { app, triggers, rita } = await keepingTriggers()
  await rita.command('/dhcp')
  const opened = await app.client.views.open({ trigger_id: triggers[0] ?? '', view })
  const view_id = opened.view?.id ?? ''
  const hash = opened.view?.hash ?? ''
  await app.client.views.update({ view_id, hash, view })

  const old = await outcome(app.client.views.update({ view_id, hash, view }))

  expect(old).toBe('hash_conflict')
  expect(await outcome(app.client.views.update({ view_id, view }))).toBe('ok')
  await rita.cancelModal()
  expect(await outcome(app.client.views.update({ view_id, view }))).toBe('not_found')
})

test('what was entered survives an update where the ids stay, and starts anew where they change', async () => {
  const { app, triggers, rita } = await keepingTriggers()
  await rita.command('/dhcp')
  const both = modalWith('Form', [textInput('Name', 'name'), textInput('MAC', 'mac')])
  const opened = await app.client.views.open({ trigger_id: triggers[0] ?? '', view: both })
  await rita.fill({ Name: 'printer', MAC: '00-11' })

  const changed = modalWith('Form', [
    textInput('Name', 'name', { initial_value: 'other' }),
    textInput('MAC', 'mac2', { initial_value: 'fresh' }),
  ])
  await app.client.views.update({ view_id: opened.view?.id ?? '', view: changed })

  const modal = await rita.modal()
  expect(modal.fields.map((field) => field.value)).toEqual(['printer', 'fresh'])
})

test('a response_url is good for five answers within half an hour', async () => {
  let now = Date.now()
  const urls: string[] = []
  installed = await install(
    (app) => {
      app.command('/dhcp', async ({ ack, command }) => {
        await ack()
        urls.push(command.response_url)
      })
    },
    { now: () => now },
  )
  const rita = installed.workspace.as('U0RITA')
  await rita.command('/dhcp')
  await rita.command('/dhcp')
  const send = async (url: string | undefined) => {
    const body = JSON.stringify({ text: 'hello' })
    const answer = await fetch(url ?? '', { method: 'POST', body })
    return [answer.status, await answer.text()]
  }

  const answers = []
  for (const _ of [1, 2, 3, 4, 5, 6]) answers.push(await send(urls[0]))
  now += 30 * 60_000 + 1
  const late = await send(urls[1])

  expect(answers.map(([status]) => status)).toEqual([200, 200, 200, 200, 200, 404])
  expect(answers.at(-1)?.[1]).toContain('used_url')
  expect(late[1]).toContain('expired_url')
  expect(rita.ephemerals('#general')).toHaveLength(5)
  expect(installed.workspace.as('U0BEN').messages('#general')).toEqual([])
})
