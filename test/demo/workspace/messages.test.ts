import type { KnownBlock } from '@slack/types'
import { afterEach, expect, test } from 'vitest'
import { type Installed, install } from './bolt-app.ts'

let installed: Installed | undefined
afterEach(async () => {
  await installed?.stop()
  installed = undefined
})

const menu: KnownBlock[] = [
  {
    type: 'section',
    block_id: 'pick',
    text: { type: 'mrkdwn', text: 'Pick *one*' },
    accessory: {
      type: 'overflow',
      action_id: 'more',
      options: [
        { text: { type: 'plain_text', text: 'Details' }, value: 'details' },
        { text: { type: 'plain_text', text: 'History' }, value: 'history' },
      ],
    },
  },
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      {
        type: 'button',
        action_id: 'deny',
        text: { type: 'plain_text', text: 'Deny' },
        value: 'r1',
        confirm: {
          title: { type: 'plain_text', text: 'Sure?' },
          text: { type: 'plain_text', text: 'Really?' },
          confirm: { type: 'plain_text', text: 'Yes' },
          deny: { type: 'plain_text', text: 'No' },
        },
      },
    ],
  },
]

/** An app that keeps the bodies of all actions. */
async function keepingActions() {
  const bodies: Record<string, unknown>[] = []
  const started = await install((app) => {
    app.action(/.*/, async ({ ack, body }) => {
      await ack()
      bodies.push(body as unknown as Record<string, unknown>)
    })
  })
  installed = started
  const { client } = started.app
  const posted = await client.chat.postMessage({ channel: 'C0APPROVE', text: 'card', blocks: menu })
  const anna = started.workspace.as('U0ANNA')
  const card = await anna.waitForMessage('#dhcp-approvals', 'Pick one')
  return { client, bodies, anna, card, ts: posted.ts ?? '', workspace: started.workspace }
}

test('a click says who, where and what, as Slack says it', async () => {
  const { bodies, anna, card, ts, workspace } = await keepingActions()

  await anna.click(card, 'Deny')

  expect(bodies[0]).toMatchObject({
    type: 'block_actions',
    user: { id: 'U0ANNA', team_id: 'T0DEMO' },
    team: { id: 'T0DEMO', domain: 'demo' },
    api_app_id: 'A0DEMO',
    container: { type: 'message', message_ts: ts, channel_id: 'C0APPROVE', is_ephemeral: false },
    channel: { id: 'C0APPROVE', name: 'dhcp-approvals' },
    message: { ts, bot_id: 'B0DEMO', text: 'card' },
    response_url: expect.stringContaining(workspace.url),
    trigger_id: expect.any(String),
    actions: [
      { type: 'button', block_id: 'decide', action_id: 'deny', value: 'r1', action_ts: expect.any(String) },
    ],
  })
})

test('a confirmation that is denied sends nothing', async () => {
  const { bodies, anna, card } = await keepingActions()

  await anna.click(card, 'Deny', { confirm: false })

  expect(bodies).toEqual([])
})

test('an overflow menu sends the option that was chosen', async () => {
  const { bodies, anna, card } = await keepingActions()

  await anna.click(card, 'History')

  expect(bodies[0]).toMatchObject({ actions: [{ type: 'overflow', selected_option: { value: 'history' } }] })
})

test('a click on a card that changed meanwhile still arrives, with the message as it is now', async () => {
  const { client, bodies, anna, card, ts } = await keepingActions()
  await client.chat.update({ channel: 'C0APPROVE', ts, text: 'Settled', blocks: [{ type: 'divider' }] })

  const late = await anna.click(card, 'Deny')
  const fresh = await anna.waitForMessage('#dhcp-approvals', (message) => message.edited)

  expect(late.kind).toBe('done')
  expect(bodies[0]).toMatchObject({ message: { text: 'Settled' }, actions: [{ action_id: 'deny' }] })
  await expect(anna.click(fresh, 'Deny')).rejects.toThrow('There is no "Deny" to click')
})

test('someone outside of a channel neither sees nor clicks what is there', async () => {
  const { bodies, card, workspace } = await keepingActions()

  const outcome = await workspace.as('U0GUS').click(card, 'Deny')

  expect(outcome.kind).toBe('failed')
  expect(bodies).toEqual([])
  expect(workspace.as('U0GUS').messages('#dhcp-approvals')).toEqual([])
  await expect(workspace.as('U0GUS').command('/dhcp', '#dhcp-approvals')).rejects.toThrow('is not in')
})

test('what was typed after a command reaches the app escaped', async () => {
  const texts: string[] = []
  installed = await install((app) => {
    app.command('/dhcp', async ({ ack, command }) => {
      texts.push(command.text)
      await ack()
    })
  })

  await installed.workspace.as('U0RITA').command('/dhcp  add  <!channel> & co ')

  expect(texts).toEqual(['add  &lt;!channel&gt; &amp; co'])
})

test('an external select offers what the app answers, and takes nothing else', async () => {
  const options = ['10.20.0.50', '10.20.0.51'].map((text) => ({
    text: { type: 'plain_text' as const, text },
    value: text,
  }))
  installed = await install((app) => {
    app.command('/dhcp', async ({ ack, client, command }) => {
      await ack()
      await client.views.open({
        trigger_id: command.trigger_id,
        view: {
          type: 'modal',
          title: { type: 'plain_text', text: 'Address' },
          submit: { type: 'plain_text', text: 'Send' },
          blocks: [
            {
              type: 'input',
              label: { type: 'plain_text', text: 'Address' },
              element: { type: 'external_select', action_id: 'address', min_query_length: 0 },
            },
          ],
        },
      })
    })
    app.options('address', async ({ ack, options: asked }) =>
      ack({ options: options.filter((option) => option.value.includes(asked.value)) }),
    )
  })
  const rita = installed.workspace.as('U0RITA')
  await rita.command('/dhcp')
  await rita.modal()

  const offered = await rita.suggestions('Address', '51')
  await rita.fill({ Address: '10.20.0.51' })

  expect(offered).toEqual(['10.20.0.51'])
  expect((await rita.modal()).fields[0]?.value).toBe('10.20.0.51')
  await expect(rita.fill({ Address: '10.20.0.99' })).rejects.toThrow('is not offered')
})

test("a button in someone's ephemeral cannot be clicked by another", async () => {
  const { client, bodies, anna, workspace } = await keepingActions()
  await client.chat.postEphemeral({ channel: 'C0APPROVE', user: 'U0ANNA', text: 'yours', blocks: menu })
  const seen = await anna.waitForMessage('#dhcp-approvals', (message) => message.ephemeral)

  const foreign = await workspace.as('U0SAM').click(seen, 'Deny')
  const own = await anna.click(seen, 'Deny')

  expect([foreign.kind, own.kind]).toEqual(['failed', 'done'])
  expect(bodies).toHaveLength(1)
  expect(bodies[0]).toMatchObject({ user: { id: 'U0ANNA' }, container: { is_ephemeral: true } })
  expect(bodies[0]).not.toHaveProperty('message')
})
