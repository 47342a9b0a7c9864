import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { PageChannel, PageMessage } from '../snapshot.ts'
import { Composer } from './composer.ts'
import { html } from './html.ts'
import { Message } from './message.ts'
import { dayOf } from './time.ts'

interface ChannelProps {
  readonly channel: PageChannel
  readonly hint: string
  readonly dismissHint: () => void
  readonly openSidebar: () => void
  readonly openPanel: (() => void) | undefined
}

/** The open conversation: its messages, the newest at the bottom, and the composer. */
export function Channel({ channel, hint, dismissHint, openSidebar, openPanel }: ChannelProps) {
  const list = useRef<HTMLDivElement>(null)
  const atBottom = useRef(true)
  const tops = channel.messages.filter((one) => !isReply(channel, one))
  useEffect(() => {
    atBottom.current = true
  }, [channel.id])
  const stayAtBottom = () => {
    const element = list.current
    if (element !== null && atBottom.current) element.scrollTop = element.scrollHeight
  }
  useLayoutEffect(stayAtBottom)
  const scrolled = () => {
    const element = list.current
    if (element !== null)
      atBottom.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40
  }
  const title = channel.kind === 'im' ? channel.name : `#${channel.name}`
  return html`
    <main class="channel" aria-label=${title}>
      <header class="channel-header">
        <button type="button" class="icon-button narrow-only" aria-label="Channels" onClick=${openSidebar}>☰</button>
        <h1>${channel.kind === 'im' ? '' : html`<span class="hash" aria-hidden="true">#</span>`}${channel.name}</h1>
        ${
          openPanel &&
          html`<button type="button" class="button default panel-button" aria-label="Device and server" onClick=${openPanel}>Device<span class="wide-only"> and server</span></button>`
        }
      </header>
      <div class="messages" role="log" aria-label=${`Messages in ${title}`} tabindex="0" ref=${list} onScroll=${scrolled} onLoadCapture=${stayAtBottom}>
        <div class="spacer"></div>
        ${
          tops.length === 0 &&
          html`<div class="beginning">
            <h2>${title}</h2>
            <p>${
              channel.kind === 'im'
                ? `This is the very beginning of your direct messages with ${channel.name}.`
                : `This is the very beginning of the ${title} channel.`
            }</p>
          </div>`
        }
        ${tops.map(
          (message, index) => html`
            ${dayOf(message.ts) !== dayOf(tops[index - 1]?.ts ?? '0') && html`<div class="day"><span>${dayOf(message.ts)}</span></div>`}
            <${Message} key=${message.ts} message=${message} channel=${channel.id} replies=${repliesTo(channel, message)} />
          `,
        )}
      </div>
      ${
        hint !== '' &&
        html`<p class="hint-line">
          <span>${hint}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick=${dismissHint}>×</button>
        </p>`
      }
      <${Composer} key=${channel.id} channel=${channel} />
    </main>
  `
}

function isReply(channel: PageChannel, message: PageMessage): boolean {
  return (
    message.threadTs !== undefined &&
    channel.messages.some((one) => one.ts === message.threadTs && one !== message)
  )
}

function repliesTo(channel: PageChannel, message: PageMessage): readonly PageMessage[] {
  return channel.messages.filter((one) => one.threadTs === message.ts && one !== message)
}
