import type { WebClient } from '@slack/web-api'
import type { Person } from '../request/person.ts'
import type { Log } from '../usecases/ports.ts'
import { platformReason } from './slack-error.ts'

type Client = Pick<WebClient, 'conversations' | 'files'>

/** A file as a person gets it. */
export interface DirectFile {
  readonly name: string
  readonly title: string
  /** What is said above it, in mrkdwn and escaped; may be empty. */
  readonly comment: string
  /** For pictures alone, at most 1,000 characters: Slack does not share other files that have one. */
  readonly altText?: string
  readonly bytes: Uint8Array
}

/** Milliseconds for the bytes themselves; the calls round them have the client's own patience. */
const PATIENCE = 20_000

/**
 * Sends a file into the person's direct messages: a bot can upload only where it is a member, and nobody sees a file in an
 * answer that is for them alone.
 * @param what how the file is spoken of: `The picture`
 * @returns what to tell the person in the answer: where it is, or why it is not there
 */
export async function sendDirectly(
  client: Client,
  { user }: Person,
  what: string,
  file: DirectFile,
  log: Log,
): Promise<string> {
  try {
    await upload(client, user, file)
    return `${what} is in your direct messages with Leasehold.`
  } catch (error) {
    log.warn({ error, user, file: file.name }, 'a file could not be sent')
    const reason = platformReason(error)
    const because =
      reason === undefined ? 'Slack did not take it just now, please try again in a moment' : REASONS[reason]
    return `${what} could not be sent: ${because ?? `Slack says ${reason}`}.`
  }
}

const REASONS: Readonly<Record<string, string>> = {
  missing_scope: 'whoever runs Leasehold has to update the app from its manifest and install it again',
  file_uploads_disabled: 'this workspace lets nobody upload files',
}

/** The client's own `uploadV2` loses the alt text: Slack takes it as `alt_txt`. */
async function upload(client: Client, user: string, file: DirectFile): Promise<void> {
  const { name, title, comment, altText, bytes } = file
  const { channel } = await client.conversations.open({ users: user })
  const described = altText === undefined ? {} : { alt_txt: altText }
  const asked = { filename: name, length: bytes.length, ...described }
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal(asked)
  if (!channel?.id || !url || !id) throw new Error('Slack did not say where the file goes')
  const signal = AbortSignal.timeout(PATIENCE)
  const sent = await fetch(url, { method: 'POST', body: new Uint8Array(bytes), redirect: 'error', signal })
  if (sent.status !== 200) throw new Error(`the file was answered with ${sent.status}`)
  await client.files.completeUploadExternal({
    files: [{ id, title }],
    channel_id: channel.id,
    ...(comment === '' ? {} : { initial_comment: comment }),
  })
}
