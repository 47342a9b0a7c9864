import { afterEach, expect, test } from 'vitest'
import type { RecordEntry } from '../../../demo/workspace/record.ts'
import { type Installed, install, modalWith, textInput } from './bolt-app.ts'

let installed: Installed | undefined
afterEach(async () => {
  await installed?.stop()
  installed = undefined
})

/** Short enough for a test, long enough for a busy machine to acknowledge in time. */
const hasty = { limits: { ackMs: 400 } }

test('a command that is acknowledged too late fails for the person, whatever the app does afterwards', async () => {
  installed = await install((app) => {
    app.command('/dhcp', async ({ ack }) => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      await ack('too late')
    })
  }, hasty)
  const rita = installed.workspace.as('U0RITA')

  const result = await rita.command('/dhcp')

  expect(result).toEqual({ kind: 'failed', message: '/dhcp failed with the error "operation_timeout"' })
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(rita.ephemerals('#general').map((one) => one.readable)).toEqual([
    '/dhcp failed with the error "operation_timeout"',
  ])
})

test('a command that nobody listens to is not acknowledged', async () => {
  installed = await install(() => undefined, hasty)

  const result = await installed.workspace.as('U0RITA').command('/dhcp')

  expect(result.kind).toBe('failed')
})

test('a command that is not in the manifest never reaches the app', async () => {
  const entries: RecordEntry[] = []
  installed = await install(() => undefined, { record: (entry) => entries.push(entry) })

  const result = await installed.workspace.as('U0RITA').command('/dchp add x')

  expect(result).toMatchObject({ kind: 'failed', message: expect.stringContaining('not a valid command') })
  expect(entries.filter((entry) => entry.kind === 'interaction')).toEqual([])
})

test('without a socket the app cannot be reached', async () => {
  installed = await install(() => undefined)
  await installed.app.stop()
  await expect.poll(() => installed?.workspace.connections()).toBe(0)

  const result = await installed.workspace.as('U0RITA').command('/dhcp')

  expect(result).toMatchObject({ message: '/dhcp failed with the error "dispatch_failed"' })
})

test('a late acknowledgement of a form shows trouble and leaves the form as it was', async () => {
  installed = await install((app) => {
    app.command('/dhcp', async ({ ack, client, command }) => {
      await ack()
      const view = modalWith('Form', [textInput('Name', 'name')])
      await client.views.open({ trigger_id: command.trigger_id, view })
    })
    app.view('form', async () => undefined)
  }, hasty)
  const rita = installed.workspace.as('U0RITA')
  await rita.command('/dhcp')
  await rita.modal()
  await rita.fill({ Name: 'printer' })

  const submission = await rita.submit()

  expect(submission).toEqual({ kind: 'failed', message: 'We had some trouble connecting. Try again?' })
  expect((await rita.modal()).fields[0]?.value).toBe('printer')
})

test('errors for a field that is not there are trouble, not errors', async () => {
  installed = await install((app) => {
    app.command('/dhcp', async ({ ack, client, command }) => {
      await ack()
      const view = modalWith('Form', [textInput('Name', 'name')])
      await client.views.open({ trigger_id: command.trigger_id, view })
    })
    app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { nmae: 'No.' } }))
  })
  const rita = installed.workspace.as('U0RITA')
  await rita.command('/dhcp')
  await rita.modal()
  await rita.fill({ Name: 'printer' })

  expect((await rita.submit()).kind).toBe('failed')
})

test('an envelope can come twice, under one id', async () => {
  const entries: RecordEntry[] = []
  const seen: string[] = []
  installed = await install(
    (app) => {
      app.command('/dhcp', async ({ ack, command }) => {
        seen.push(command.trigger_id)
        await ack()
      })
    },
    { record: (entry) => entries.push(entry) },
  )
  installed.workspace.faults.redeliverNextEnvelope()

  await installed.workspace.as('U0RITA').command('/dhcp')

  await expect.poll(() => seen.length).toBe(2)
  expect(new Set(seen).size).toBe(1)
  expect(entries.filter((entry) => entry.kind === 'interaction')).toHaveLength(1)
})

test('a dropped envelope is a timeout for the person', async () => {
  const seen: string[] = []
  installed = await install((app) => {
    app.command('/dhcp', async ({ ack, command }) => {
      seen.push(command.text)
      await ack()
    })
  }, hasty)
  const rita = installed.workspace.as('U0RITA')
  installed.workspace.faults.dropNextEnvelopes()

  const dropped = await rita.command('/dhcp one')
  const next = await rita.command('/dhcp two')

  expect([dropped.kind, next.kind]).toEqual(['failed', 'done'])
  expect(seen).toEqual(['two'])
})

test('a rate limit comes as 429 with Retry-After, and the app tries again', async () => {
  const entries: RecordEntry[] = []
  installed = await install(() => undefined, { record: (entry) => entries.push(entry) })
  installed.workspace.faults.failNext('chat.postMessage', { retryAfter: 1 })

  const began = performance.now()
  await installed.app.client.chat.postMessage({ channel: 'C0APPROVE', text: 'hello' })

  expect(performance.now() - began).toBeGreaterThan(900)
  const statuses = entries.filter((one) => one.kind === 'api' && one.method === 'chat.postMessage')
  expect(statuses.map((one) => one.kind === 'api' && one.status)).toEqual([429, 200])
})

test.each([
  [{ status: 503 }, 'slack_webapi_http_error'],
  [{ error: 'channel_not_found' }, 'slack_webapi_platform_error'],
])('a fault is seen by the app as what it is: %o', async (fault, code) => {
  installed = await install(() => undefined)
  installed.workspace.faults.failNext('chat.postMessage', fault, 2)

  const failed = installed.app.client.chat.postMessage({ channel: 'C0APPROVE', text: 'hello' })

  await expect(failed).rejects.toMatchObject({ code })
})

test('after a refresh the app connects again and nothing is lost', async () => {
  const seen: string[] = []
  installed = await install((app) => {
    app.command('/dhcp', async ({ ack, command }) => {
      seen.push(command.text)
      await ack()
    })
  })
  const { workspace } = installed
  const rita = workspace.as('U0RITA')
  await rita.command('/dhcp before')

  workspace.disconnectSockets()
  await expect.poll(() => workspace.connections(), { timeout: 4_000 }).toBe(0)
  await expect.poll(() => workspace.connections(), { timeout: 8_000 }).toBe(1)
  await rita.command('/dhcp after')

  expect(seen).toEqual(['before', 'after'])
}, 15_000)
