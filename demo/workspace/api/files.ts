import { z } from 'zod'
import { countCharacters } from '../blocks/characters.ts'
import { checkMessageBlocks } from '../blocks/validate.ts'
import { app } from '../people.ts'
import { post } from '../post.ts'
import { findMessage } from '../state.ts'
import { wireFile } from '../wire.ts'
import { accepted, method, refused, refusedFor } from './method.ts'

/** Slack's limit for what describes a picture, in characters. */
const longestAltText = 1_000

export const fileMethods = {
  'files.getUploadURLExternal': method(
    'files:write',
    {
      team_id: z.string().optional(),
      filename: z.string().min(1),
      length: z.coerce.number().int().min(1),
      alt_txt: z.string().optional(),
      // What @slack/web-api 8 sends in its place: Slack has no such argument and passes over it.
      alt_text: z.string().optional(),
      snippet_type: z.string().optional(),
    },
    (core, { filename, length, alt_txt: altText }) => {
      if (altText !== undefined && countCharacters(altText) > longestAltText)
        return refused('alt_txt_too_large')
      if (length > core.limits.largestFile) return refused('file_upload_size_restricted')
      const { id, url } = core.uploads.announce({ name: filename, length, altText })
      return accepted({ upload_url: url, file_id: id })
    },
  ),

  'files.completeUploadExternal': method(
    'files:write',
    {
      team_id: z.string().optional(),
      files: z
        .array(
          z.strictObject({
            id: z.string(),
            title: z.string().optional(),
            highlight_type: z.string().optional(),
          }),
        )
        .min(1),
      channel_id: z.string().optional(),
      thread_ts: z.string().optional(),
      initial_comment: z.string().optional(),
      blocks: z.unknown().optional(),
    },
    (core, args) => {
      const { files, channel_id: channelId, thread_ts: threadTs, initial_comment: comment } = args
      const blocks = checkMessageBlocks(args.blocks ?? [])
      if (blocks.kind === 'invalid') return refusedFor('invalid_blocks', blocks.problems)
      if (threadTs !== undefined && channelId === undefined) return refused('invalid_arguments')
      // A person's id is no conversation here, as it is for chat.postMessage.
      const channel = channelId === undefined ? undefined : core.state.channels.get(channelId)
      if (channelId !== undefined && channel === undefined) return refused('channel_not_found')
      if (channel?.members.includes(app.userId) === false) return refused('not_in_channel')
      if (channel && threadTs !== undefined && !findMessage(core.state, channel.id, threadTs))
        return refused('thread_not_found')
      if (new Set(files.map(({ id }) => id)).size < files.length) return refused('invalid_arguments')
      if (!files.every(({ id }) => core.uploads.isReady(id))) return refused('file_not_found')
      const complete = files.map(({ id, title }) => core.uploads.complete(id, title))
      // Slack does not share a file that is described and is no picture, and says nothing of it.
      const isShown = complete.every(
        ({ altText, mimeType }) => altText === undefined || mimeType.startsWith('image/'),
      )
      if (channel && isShown) {
        post(core.state, {
          channel: channel.id,
          author: app.userId,
          text: comment ?? '',
          blocks: comment === undefined ? blocks.value : [],
          threadTs,
          files: complete.map(({ id }) => id),
          metadata: undefined,
          visibleTo: undefined,
        })
      }
      return accepted({ files: complete.map(wireFile) })
    },
  ),
}
