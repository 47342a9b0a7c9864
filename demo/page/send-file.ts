import type { ServerResponse } from 'node:http'
import { sendJson } from '../workspace/http.ts'
import { messagesFor } from '../workspace/seen.ts'
import type { State } from '../workspace/state.ts'

/** Sends the file under `/files/ID?as=PERSON` to a person who sees a message with it; to others it is not there. */
export async function sendFile(
  { state }: { readonly state: State },
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const id = url.pathname.slice('/files/'.length)
  const file = sees(state, url.searchParams.get('as') ?? '', id) ? state.files.get(id) : undefined
  if (file === undefined) return sendJson(response, 404, { error: 'not_found' })
  const isPicture = file.mimeType.startsWith('image/')
  response.writeHead(200, {
    // What is no picture is never shown as a page.
    'Content-Type': isPicture ? file.mimeType : 'application/octet-stream',
    'Content-Disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'Content-Security-Policy': "default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  })
  response.end(file.bytes)
}

function sees(state: State, userId: string, fileId: string): boolean {
  return [...state.channels.values()]
    .filter((channel) => channel.members.includes(userId))
    .some((channel) =>
      messagesFor(state, userId, channel.id).some((message) => message.files.includes(fileId)),
    )
}
