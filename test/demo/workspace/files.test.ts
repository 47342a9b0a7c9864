import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPage } from '../../../demo/page/page.ts'
import type { RecordEntry } from '../../../demo/workspace/record.ts'
import { startWorkspace, type Workspace } from '../../../demo/workspace/workspace.ts'
import { silent } from './bolt-app.ts'

let workspace: Workspace
let client: WebClient
let recorded: RecordEntry[]
let clock: number
beforeEach(async () => {
  recorded = []
  clock = Date.now()
  workspace = await startWorkspace({
    port: 0,
    manifestCommands: [],
    page: createPage(),
    record: (entry) => recorded.push(entry),
    now: () => clock,
  })
  client = clientOf(workspace)
})
afterEach(() => workspace.close())

function clientOf({ botToken, apiUrl }: Workspace): WebClient {
  return new WebClient(botToken, { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, logger: silent })
}

async function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'ok',
    (error: { data?: { error?: string } }) => error.data?.error ?? String(error),
  )
}

const table = 'name,mac\nprinter-3f,00:00:5e:00:53:3f\n'

/** The first of the three steps. */
async function announce(more: Record<string, unknown> = {}) {
  const asked = { filename: 'hosts.csv', length: Buffer.byteLength(table), ...more }
  const { file_id: id = '', upload_url: url = '' } = await client.files.getUploadURLExternal(asked)
  return { id, url }
}

/** The first two. */
async function uploaded(more: Record<string, unknown> = {}, bytes = table): Promise<string> {
  const { id, url } = await announce({ length: Buffer.byteLength(bytes), ...more })
  await fetch(url, { method: 'POST', body: bytes })
  return id
}

async function directTo(user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user })
  return channel?.id ?? ''
}

test('a file that the client of Slack uploads is seen in the conversation, with its comment', async () => {
  const channel_id = await directTo('U0RITA')

  await client.files.uploadV2({
    channel_id,
    content: table,
    filename: 'hosts.csv',
    title: 'All hosts',
    initial_comment: 'Here *it* is.',
  })

  const [message] = workspace.as('U0RITA').directMessages()
  expect(message?.readable).toBe('Here it is.\n[All hosts]')
  expect(message?.files.map(({ name, mimeType, bytes }) => [name, mimeType, String(bytes)])).toEqual([
    ['hosts.csv', 'text/csv', table],
  ])
  expect(workspace.as('U0ANNA').directMessages()).toEqual([])
})

test('two files come in one message, and under another one in its thread', async () => {
  const { ts: thread_ts = '' } = await client.chat.postMessage({ channel: 'C0APPROVE', text: 'card' })
  const file_uploads = ['a.txt', 'b.txt'].map((filename) => ({ content: filename, filename }))

  await client.filesUploadV2({ channel_id: 'C0APPROVE', thread_ts, file_uploads })

  const [, reply] = workspace.as('U0ANNA').messages('#dhcp-approvals')
  expect(reply?.threadTs).toBe(thread_ts)
  expect(reply?.files.map(({ name }) => name)).toEqual(['a.txt', 'b.txt'])
})

test('a picture is described by alt_txt, and not by the argument that the client of Slack sends instead', async () => {
  const described = await uploaded({ filename: 'map.png', alt_txt: 'a map' })
  const mistaken = await uploaded({ filename: 'map.png', alt_text: 'a map' })

  const { files } = await client.files.completeUploadExternal({
    files: [{ id: described }, { id: mistaken }],
  })

  expect(files?.map((file) => file.alt_txt)).toEqual(['a map', undefined])
})

test('a file that is described and is no picture is not shared, and nobody says so', async () => {
  const id = await uploaded({ alt_txt: 'a table' })

  const answer = await client.files.completeUploadExternal({ files: [{ id }], channel_id: 'C0APPROVE' })

  expect(answer.ok).toBe(true)
  expect(workspace.as('U0ANNA').messages('#dhcp-approvals')).toEqual([])
})

test.for([
  [{ filename: '' }, 'invalid_arguments'],
  [{ length: 0 }, 'invalid_arguments'],
  [{ length: 'many' }, 'invalid_arguments'],
  [{ title: 'x' }, 'invalid_arguments'],
  [{ length: 20_000_001 }, 'file_upload_size_restricted'],
  [{ alt_txt: 'x'.repeat(1_001) }, 'alt_txt_too_large'],
] as const)('an address is refused for %j', async ([arguments_, error]) => {
  expect(await refusal(announce(arguments_))).toBe(error)
})

test('an address takes the announced number of bytes, once, and for a while', async () => {
  const [used, other, late] = [await announce(), await announce(), await announce()]
  const send = async (url: string, body: string) => (await fetch(url, { method: 'POST', body })).status

  const statuses = [
    await send(used.url, table),
    await send(used.url, table),
    await send(other.url, `${table}\n`),
    await send(`${other.url}x`, table),
  ]
  clock += 11 * 60_000

  expect([...statuses, await send(late.url, table)]).toEqual([200, 404, 400, 404, 410])
})

test('what was not uploaded, or was completed before, is no file', async () => {
  const { id: announced } = await announce()
  const complete = (...ids: string[]) =>
    refusal(
      client.apiCall('files.completeUploadExternal', {
        files: ids.map((id) => ({ id })),
        channel_id: 'C0APPROVE',
      }),
    )
  const id = await uploaded()

  const outcomes = [
    await complete('F0NONE'),
    await complete(announced),
    await complete(),
    await complete(id, id),
    await complete(id, announced),
    await complete(id),
    await complete(id),
  ]

  expect(outcomes).toEqual([
    'file_not_found',
    'file_not_found',
    'invalid_arguments',
    'invalid_arguments',
    'file_not_found',
    'ok',
    'file_not_found',
  ])
})

test('a file goes where the app is, and to no person by their id', async () => {
  const id = await uploaded()
  const complete = (place: object) =>
    refusal(client.apiCall('files.completeUploadExternal', { files: [{ id }], ...place }))

  expect(await complete({ channel_id: 'C0GENERAL' })).toBe('not_in_channel')
  expect(await complete({ channel_id: 'U0RITA' })).toBe('channel_not_found')
  expect(await complete({ channel_id: 'C0APPROVE', thread_ts: '1.2' })).toBe('thread_not_found')
  expect(await complete({ thread_ts: '1.2' })).toBe('invalid_arguments')
  expect(await complete({ channel_id: await directTo('U0RITA') })).toBe('ok')
})

test('files need their scope', async () => {
  const bare = await startWorkspace({ port: 0, manifestCommands: [], scopes: ['chat:write'] })

  const outcome = await refusal(clientOf(bare).files.getUploadURLExternal({ filename: 'a.txt', length: 1 }))
  await bare.close()

  expect(outcome).toBe('missing_scope')
})

test('a file is downloaded by those who see it, and by nobody else', async () => {
  const id = await uploaded()
  await client.files.completeUploadExternal({ files: [{ id }], channel_id: await directTo('U0RITA') })
  const get = (as: string) => fetch(`${workspace.url}files/${id}?as=${as}`)

  const own = await get('U0RITA')

  expect(await own.text()).toBe(table)
  expect(own.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''hosts.csv")
  expect((await get('U0ANNA')).status).toBe(404)
  expect((await get('')).status).toBe(404)
})

test('a file that was completed for no conversation is seen by nobody', async () => {
  const id = await uploaded()
  await client.files.completeUploadExternal({ files: [{ id }] })

  const got = await fetch(`${workspace.url}files/${id}?as=U0RITA`)

  expect(got.status).toBe(404)
})

test('the record does not say where bytes are taken', async () => {
  await announce()

  expect(JSON.stringify(recorded)).toContain('files.getUploadURLExternal')
  expect(JSON.stringify(recorded)).not.toContain('/upload/')
})
