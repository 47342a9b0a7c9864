import type { App } from '@slack/bolt'
import { afterEach, expect, test } from 'vitest'
import { type Installed, install, modalWith, textInput } from './bolt-app.ts'

let installed: Installed | undefined
afterEach(async () => {
  await installed?.stop()
  installed = undefined
})

/** An app whose command opens this view; the person has it before them. */
async function opening(view: object, listen: (app: App) => void = () => undefined) {
  installed = await install((app) => {
    app.command('/dhcp', async ({ ack, client, command }) => {
      await ack()
      await client.views.open({ trigger_id: command.trigger_id, view: view as ReturnType<typeof modalWith> })
    })
    listen(app)
  })
  const rita = installed.workspace.as('U0RITA')
  await rita.command('/dhcp')
  await rita.modal()
  return rita
}

const subnets = {
  type: 'section',
  block_id: 'subnet',
  text: { type: 'plain_text', text: 'Subnet' },
  accessory: {
    type: 'static_select',
    action_id: 'value',
    options: ['10.20.0.0/24', '10.30.0.0/24'].map((text) => ({
      text: { type: 'plain_text', text },
      value: text,
    })),
  },
}

test('a choice beside a text is told at once, with the state of the whole view', async () => {
  const seen: unknown[] = []
  const rita = await opening(modalWith('Form', [textInput('Name', 'name'), subnets]), (app) => {
    app.action({ block_id: 'subnet' }, async ({ ack, body }) => {
      await ack()
      if (body.type === 'block_actions')
        seen.push(body.view?.state.values, body.container.type, body.actions[0])
    })
  })
  await rita.fill({ Name: 'printer' })

  await rita.fill({ Subnet: '10.30.0.0/24' })

  expect(seen).toMatchObject([
    {
      name: { value: { type: 'plain_text_input', value: 'printer' } },
      subnet: { value: { type: 'static_select', selected_option: { value: '10.30.0.0/24' } } },
    },
    'view',
    { type: 'static_select', block_id: 'subnet', selected_option: { value: '10.30.0.0/24' } },
  ])
})

test('a text is told when Enter is pressed, and only where the block dispatches', async () => {
  const seen: string[] = []
  const dispatching = { ...textInput('MAC', 'mac'), dispatch_action: true }
  const rita = await opening(modalWith('Form', [textInput('Name', 'name'), dispatching]), (app) => {
    app.action('value', async ({ ack, action }) => {
      await ack()
      if (action.type === 'plain_text_input') seen.push(`${action.block_id} ${action.value}`)
    })
  })

  await rita.fill({ Name: 'printer', MAC: '00-11' })
  await rita.pressEnter('Name')
  await rita.pressEnter('MAC')

  expect(seen).toEqual(['mac 00-11'])
})

test('closing is told where the view asked for it', async () => {
  const closed: boolean[] = []
  const rita = await opening({ ...modalWith('Form', [subnets]), notify_on_close: true }, (app) => {
    app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
      await ack()
      if (body.type === 'view_closed') closed.push(body.is_cleared)
    })
  })

  await rita.cancelModal()

  expect(closed).toEqual([false])
  expect(rita.modalNow()).toBeUndefined()
})

test('a view pushed on a form is cancelled back to the form, with all that was entered', async () => {
  const rita = await opening(modalWith('Form', [textInput('Name', 'name')]), (app) => {
    app.view('form', async ({ ack }) =>
      ack({ response_action: 'push', view: { ...modalWith('Sure?', [subnets]), callback_id: 'sure' } }),
    )
  })
  await rita.fill({ Name: 'printer' })

  const pushed = await rita.submit()
  await rita.cancelModal()

  expect(pushed).toMatchObject({ kind: 'view', modal: { title: 'Sure?', depth: 2 } })
  expect(await rita.modal()).toMatchObject({ title: 'Form', depth: 1, fields: [{ value: 'printer' }] })
})

test('clearing closes the whole stack', async () => {
  const rita = await opening(
    modalWith('Form', [textInput('Name', 'name', { initial_value: 'x' })]),
    (app) => {
      app.view('form', async ({ ack }) =>
        ack({ response_action: 'push', view: { ...modalWith('Sure?', [subnets]), callback_id: 'sure' } }),
      )
      app.view('sure', async ({ ack }) => ack({ response_action: 'clear' }))
    },
  )
  await rita.submit()

  const cleared = await rita.submit()

  expect(cleared).toEqual({ kind: 'closed' })
  expect(rita.modalNow()).toBeUndefined()
})

test('a view that Slack would refuse is trouble for the person when it answers a form', async () => {
  const rita = await opening(
    modalWith('Form', [textInput('Name', 'name', { initial_value: 'x' })]),
    (app) => {
      app.view('form', async ({ ack }) =>
        ack({ response_action: 'update', view: modalWith('x'.repeat(25), [subnets]) }),
      )
    },
  )

  expect((await rita.submit()).kind).toBe('failed')
  expect((await rita.modal()).title).toBe('Form')
})
