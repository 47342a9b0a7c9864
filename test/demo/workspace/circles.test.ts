import { WebClient } from '@slack/web-api'
import { expect, onTestFinished, test } from 'vitest'
import { app, type ChannelRecord, type GroupRecord } from '../../../demo/workspace/people.ts'
import { startWorkspace, type WorkspaceOptions } from '../../../demo/workspace/workspace.ts'
import { createCircles } from '../../../src/slack/circles.ts'
import { silentLog } from '../../support/story.ts'
import { silent } from './bolt-app.ts'

const LAB: GroupRecord = { id: 'S0LAB', handle: 'lab', members: ['U0ANNA', 'U0SAM'], isDisabled: false }

function channel(id: string, fields: Partial<ChannelRecord> = {}): ChannelRecord {
  return { id, name: id.toLowerCase(), kind: 'channel', members: ['U0ANNA', 'U0SAM', 'U0BEN'], ...fields }
}

/** A client of a workspace that ends with the test. */
async function clientOf(options: Partial<WorkspaceOptions>): Promise<WebClient> {
  const workspace = await startWorkspace({ port: 0, manifestCommands: ['/dhcp'], ...options })
  onTestFinished(workspace.close)
  const { apiUrl, botToken } = workspace
  return new WebClient(botToken, { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, logger: silent })
}

async function reasonOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'ok',
    (error: { data?: { error?: string; needed?: string } }) =>
      [error.data?.error, error.data?.needed].filter(Boolean).join(' '),
  )
}

test('a workspace without a paid plan has no user groups', async () => {
  const client = await clientOf({})

  expect(await reasonOf(client.usergroups.users.list({ usergroup: 'S0LAB' }))).toBe('plan_upgrade_required')
})

test('the members of a user group are listed, of one that is enabled or asked for all the same', async () => {
  const old = { ...LAB, id: 'S0OLD', isDisabled: true }
  const client = await clientOf({ groups: [LAB, old] })

  const { users } = await client.usergroups.users.list({ usergroup: 'S0LAB' })
  const disabled = await reasonOf(client.usergroups.users.list({ usergroup: 'S0OLD' }))
  const included = await client.usergroups.users.list({ usergroup: 'S0OLD', include_disabled: true })
  const unknown = await reasonOf(client.usergroups.users.list({ usergroup: 'S0NONE' }))

  expect(users).toEqual(['U0ANNA', 'U0SAM'])
  expect([disabled, unknown]).toEqual(['no_such_subteam', 'no_such_subteam'])
  expect(included.users).toEqual(['U0ANNA', 'U0SAM'])
})

test('user groups need their own scope', async () => {
  const client = await clientOf({ groups: [LAB], scopes: ['channels:read', 'users:read'] })

  expect(await reasonOf(client.usergroups.users.list({ usergroup: 'S0LAB' }))).toBe(
    'missing_scope usergroups:read',
  )
})

test('the members of a channel come page by page', async () => {
  const client = await clientOf({ channels: [channel('C0LAB')] })

  const first = await client.conversations.members({ channel: 'C0LAB', limit: 2 })
  const cursor = first.response_metadata?.next_cursor ?? ''
  const second = await client.conversations.members({ channel: 'C0LAB', limit: 2, cursor })
  const invented = await reasonOf(client.conversations.members({ channel: 'C0LAB', cursor: 'page-2' }))

  expect(first.members).toEqual(['U0ANNA', 'U0SAM'])
  expect(second.members).toEqual(['U0BEN'])
  expect(second.response_metadata?.next_cursor).toBe('')
  expect(invented).toBe('invalid_cursor')
})

test('a private channel is seen by its members, with the scope for it', async () => {
  const secret = channel('C0SECRET', { isPrivate: true })
  const joined = channel('C0JOINED', { isPrivate: true, members: ['U0ANNA', app.userId] })
  const channels = [secret, joined, channel('C0OPEN')]
  const both = await clientOf({ channels })
  const open = await clientOf({ channels, scopes: ['channels:read'] })
  const hidden = await clientOf({ channels, scopes: ['groups:read'] })
  const ask = (client: WebClient, id: string) => reasonOf(client.conversations.members({ channel: id }))

  expect(await ask(both, 'C0SECRET')).toBe('channel_not_found')
  expect(await ask(both, 'C0JOINED')).toBe('ok')
  expect(await ask(open, 'C0JOINED')).toBe('missing_scope groups:read')
  expect(await ask(open, 'C0OPEN')).toBe('ok')
  expect(await ask(hidden, 'C0OPEN')).toBe('missing_scope channels:read')
})

test('the bot learns from it who belongs to the circles of its policy', async () => {
  const channels = [channel('C0BIG', { members: Array.from({ length: 2_500 }, (_, index) => `U0N${index}`) })]
  const client = await clientOf({ channels, groups: [LAB] })
  const home = { team: 'T0DEMO', botUser: app.userId }
  const ask = createCircles(client, home, () => 0, silentLog)

  const lab = await ask({ kind: 'group', id: 'S0LAB' })
  const big = await ask({ kind: 'channel', id: 'C0BIG' })

  expect(lab).toEqual(LAB.members.map((user) => ({ team: 'T0DEMO', user })))
  expect(big).toHaveLength(2_500)
})
