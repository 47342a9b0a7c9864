import { afterEach, expect, test } from 'vitest'
import type { RecordEntry } from '../../../demo/workspace/record.ts'
import { type Installed, install, modalWith, textInput } from './bolt-app.ts'

let installed: Installed | undefined
afterEach(async () => {
  await installed?.stop()
  installed = undefined
})

const approvals = 'C0APPROVE'

function buttons(text: string) {
  return [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text } },
    {
      type: 'actions' as const,
      block_id: 'decide',
      elements: [
        {
          type: 'button' as const,
          action_id: 'approve',
          text: { type: 'plain_text' as const, text: 'Approve' },
          value: 'r1',
        },
      ],
    },
  ]
}

test('a command, a form with an error, a message, a click and an answer for one person only', async () => {
  const entries: RecordEntry[] = []
  installed = await install(
    (app) => {
      app.command('/dhcp', async ({ ack, client, command }) => {
        await ack()
        const blocks = [
          textInput('Host name', 'name', { initial_value: command.text }),
          textInput('Reason', 'why'),
        ]
        await client.views.open({ trigger_id: command.trigger_id, view: modalWith('Register', blocks) })
      })
      app.view('form', async ({ ack, view, client, body }) => {
        const name = view.state.values.name?.value?.value
        if (name === 'taken')
          return ack({ response_action: 'errors', errors: { name: 'This name is in use.' } })
        await ack()
        await client.chat.postMessage({
          channel: approvals,
          text: `${name} for <@${body.user.id}>`,
          blocks: buttons(`*${name}* for <@${body.user.id}>`),
        })
      })
      app.action('approve', async ({ ack, body, client, respond }) => {
        await ack()
        if (body.type !== 'block_actions' || body.message === undefined) return
        await client.chat.update({
          channel: approvals,
          ts: body.message.ts,
          text: 'done',
          blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `Approved by <@${body.user.id}>` } }],
        })
        await respond({ text: 'Thank you.', response_type: 'ephemeral' })
      })
    },
    { record: (entry) => entries.push(entry) },
  )
  const { workspace } = installed
  const rita = workspace.as('U0RITA')
  const anna = workspace.as('U0ANNA')

  await rita.command('/dhcp taken')
  const modal = await rita.modal()
  const unfilled = await rita.submit()
  await rita.fill({ Reason: 'because' })
  const refused = await rita.submit()
  await rita.fill({ 'Host name': 'printer-3f' })
  const taken = await rita.submit()
  const card = await anna.waitForMessage('#dhcp-approvals', 'printer-3f')
  await anna.click(card, 'Approve')
  const updated = await anna.waitForMessage('#dhcp-approvals', 'Approved by @Anna')
  const thanks = await anna.waitForMessage('#dhcp-approvals', 'Thank you.')

  expect(modal.fields.map((field) => [field.label, field.value])).toEqual([
    ['Host name', 'taken'],
    ['Reason', null],
  ])
  expect(unfilled).toEqual({ kind: 'errors', errors: { Reason: 'Please complete this required field.' } })
  expect(refused).toEqual({ kind: 'errors', errors: { 'Host name': 'This name is in use.' } })
  expect(taken).toEqual({ kind: 'closed' })
  expect(card.readable).toBe('printer-3f for @Rita\n[Approve]')
  expect(updated.ts).toBe(card.ts)
  expect(updated.edited).toBe(true)
  expect(thanks.ephemeral).toBe(true)
  expect(rita.ephemerals('#dhcp-approvals')).toEqual([])
  expect(installed.errors).toEqual([])
  expect(JSON.stringify(entries)).not.toMatch(/xoxb|xapp|ticket=[0-9a-f]/)
  expect(entries.filter((one) => one.kind === 'interaction')).toHaveLength(4)
})
