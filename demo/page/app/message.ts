import type { PageMessage } from '../snapshot.ts'
import { Avatar } from './avatar.ts'
import { Blocks } from './blocks.ts'
import { Place, usePage } from './context.ts'
import { File } from './file.ts'
import { html } from './html.ts'
import { MessageShortcuts } from './shortcuts.ts'
import { Markdown } from './text.ts'
import { clockOf } from './time.ts'

interface MessageProps {
  readonly message: PageMessage
  readonly channel: string
  readonly replies: readonly PageMessage[]
}

/** One message with the thread below it. */
export function Message({ message, channel, replies }: MessageProps) {
  const { snapshot } = usePage()
  const author = snapshot.people.find((person) => person.id === message.author)
  const name = author?.name ?? 'Slackbot'
  const time = clockOf(message.ts)
  return html`
    <article class=${message.ephemeral ? 'message ephemeral' : 'message'} aria-label=${`${name}, ${time}`}>
      ${
        message.ephemeral &&
        html`<p class="only-you">
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 4C5.5 4 2.4 7.4 1.3 10c1.1 2.600 4.200 6 8.700 6s7.600-3.400 8.700-6C17.600 7.400 14.500 4 10 4Zm0 10a4 4 0 1 1 0-8 4 4 0 0 1 0 8Zm0-2a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z" /></svg>
          Only visible to you
        </p>`
      }
      <${Avatar} person=${author} />
      <div class="message-body">
        <header>
          <span class="author">${name}</span>
          ${(author === undefined || author.isBot) && html`<span class="badge">APP</span>`}
          <time>${time}</time>
        </header>
        <${Place.Provider} value=${{ channel, ts: message.ts }}>
          ${
            message.blocks.length > 0
              ? html`<${Blocks} blocks=${message.blocks} form=${message.form} />`
              : html`<div class="message-text"><${Markdown} source=${message.text} /></div>`
          }
        <//>
        ${message.files.map((file) => html`<${File} key=${file.id} file=${file} />`)}
        ${message.edited && html`<span class="edited">(edited)</span>`}
        ${
          replies.length > 0 &&
          html`<div class="thread" role="group" aria-label="Thread">
            <p class="replies">${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}</p>
            ${replies.map(
              (reply) =>
                html`<${Message} key=${reply.ts} message=${reply} channel=${channel} replies=${[]} />`,
            )}
          </div>`
        }
      </div>
      ${
        !message.ephemeral &&
        html`<div class="message-actions"><${MessageShortcuts} message=${{ channel, ts: message.ts }} /></div>`
      }
    </article>
  `
}
