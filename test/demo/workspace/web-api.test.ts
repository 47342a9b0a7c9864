import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorkspace, type Workspace } from '../../../demo/workspace/workspace.ts'
import { silent } from './bolt-app.ts'

let workspace: Workspace
let client: WebClient
beforeAll(async () => {
  workspace = await startWorkspace({
    port: 0,
    manifestCommands: ['/dhcp'],
    scopes: ['chat:write', 'users:read'],
  })
  client = clientWith(workspace.botToken)
})
afterAll(() => workspace.close())

function clientWith(token: string | undefined): WebClient {
  return new WebClient(token, { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 }, logger: silent })
}

async function outcome(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'ok',
    (error: { data?: { error?: string } }) => error.data?.error ?? String(error),
  )
}

test('tokens are checked, each for its own methods', async () => {
  const outcomes = await Promise.all([
    outcome(clientWith(undefined).auth.test()),
    outcome(clientWith('xoxb-guessed').auth.test()),
    outcome(clientWith(workspace.appToken).auth.test()),
    outcome(client.apps.connections.open({})),
    outcome(client.auth.test()),
  ])

  expect(outcomes).toEqual([
    'not_authed',
    'invalid_auth',
    'not_allowed_token_type',
    'not_allowed_token_type',
    'ok',
  ])
})

test('a method needs its scope, and an unknown method is named so', async () => {
  expect(await outcome(client.conversations.info({ channel: 'C0APPROVE' }))).toBe('missing_scope')
  expect(await outcome(client.apiCall('chat.postMesage', { text: 'x' }))).toBe('unknown_method')
  expect(await outcome(client.apiCall('users.info', { usr: 'U0RITA' }))).toBe('invalid_arguments')
})

test('the app speaks where it is a member, and to people directly', async () => {
  const direct = await client.chat.postMessage({ channel: 'U0RITA', text: 'hello <@U0RITA>' })

  expect(await outcome(client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' }))).toBe('not_in_channel')
  expect(await outcome(client.chat.postMessage({ channel: 'C0NONE', text: 'x' }))).toBe('channel_not_found')
  expect(await outcome(client.chat.postMessage({ channel: 'C0APPROVE', text: '' }))).toBe('no_text')
  expect(direct.channel).toMatch(/^D/)
  expect(
    workspace
      .as('U0RITA')
      .directMessages()
      .map((one) => one.readable),
  ).toEqual(['hello @Rita'])
  expect(workspace.as('U0BEN').directMessages()).toEqual([])
})

test('an ephemeral is seen by one person and cannot be updated', async () => {
  const sent = await client.chat.postEphemeral({ channel: 'C0APPROVE', user: 'U0ANNA', text: 'psst' })

  const update = client.chat.update({ channel: 'C0APPROVE', ts: sent.message_ts ?? '', text: 'x' })

  expect(await outcome(update)).toBe('message_not_found')
  expect(
    workspace
      .as('U0ANNA')
      .ephemerals('#dhcp-approvals')
      .map((one) => one.text),
  ).toEqual(['psst'])
  expect(workspace.as('U0SAM').ephemerals('#dhcp-approvals')).toEqual([])
})

test('an update without blocks keeps the blocks, and an empty list takes them away', async () => {
  const blocks = [{ type: 'divider' as const }]
  const { ts = '' } = await client.chat.postMessage({ channel: 'C0APPROVE', text: 'one', blocks })

  const kept = await client.chat.update({ channel: 'C0APPROVE', ts, text: 'two' })
  const bare = await client.chat.update({ channel: 'C0APPROVE', ts, text: 'three', blocks: [] })

  expect(kept.message).toMatchObject({ text: 'two', blocks: [{ type: 'divider' }] })
  expect(bare.message).not.toHaveProperty('blocks')
})

test('timestamps are unique and increase', async () => {
  const posted = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      client.chat.postMessage({ channel: 'C0APPROVE', text: `${index}` }),
    ),
  )

  const all = workspace
    .as('U0ANNA')
    .messages('#dhcp-approvals')
    .map((one) => one.ts)
  expect(new Set(posted.map((one) => one.ts)).size).toBe(20)
  expect(all).toEqual(all.toSorted())
})

test('people are shown with what tells guests and bots apart', async () => {
  const guest = await client.users.info({ user: 'U0GUS' })
  const rita = await client.users.info({ user: 'U0RITA' })

  expect(guest.user).toMatchObject({ is_restricted: true, team_id: 'T0DEMO' })
  expect(rita.user).toMatchObject({
    is_restricted: false,
    is_bot: false,
    deleted: false,
    tz: 'Europe/Berlin',
  })
  expect(await outcome(client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found')
})

test('a page elsewhere cannot reach the workspace', async () => {
  const foreign = await fetch(`${workspace.apiUrl}api.test`, { headers: { Origin: 'https://example.com' } })

  expect(foreign.status).toBe(403)
})
