import { expect, test } from 'vitest'
import { checkMessageBlocks } from '../../../demo/workspace/blocks/validate.ts'
import { createHeadPoster } from '../../../src/slack/head-poster.ts'
import { fakeWire } from '../fake-slack.ts'

const heads = ['audit_log', 'queue_log', 'seal_log'].map((log) => `${log}:999999999:${'a'.repeat(64)}`)

test('the ends of the audit logs are posted as a command that can be copied, which Slack takes', async () => {
  const { client, sent } = fakeWire()

  await createHeadPoster(client, 'C0AUDIT')(heads)

  const [message] = sent('chat.postMessage')
  expect(message).toMatchObject({ channel: 'C0AUDIT' })
  expect(JSON.stringify(message?.blocks)).toContain(
    `\`leasehold audit verify --head ${heads[0]} --head ${heads[1]} --head ${heads[2]}\``,
  )
  expect(checkMessageBlocks(message?.blocks)).toMatchObject({ kind: 'valid' })
})
