import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { PageChannel, PageMessage } from '../snapshot.ts'
import { Composer } from './composer.ts'
import { usePage } from './context.ts'
import { HomeTab } from './home-tab.ts'
import { html } from './html.ts'
import { Message } from './message.ts'
import { type Tab, TabPanel, Tabs } from './tabs.ts'
import { dayOf } from './time.ts'

interface ChannelProps {
  readonly channel: PageChannel
  /** Of the app's conversation, the part that is open. */
  readonly tab: Tab
  readonly showTab: (tab: Tab) => void
  readonly hint: string
  readonly dismissHint: () => void
  readonly openSidebar: () => void
  readonly openPanel: (() => void) | undefined
}

/** The open conversation; that with the app has a Home beside its messages. */
export function Channel({ channel, tab, showTab, hint, dismissHint, openSidebar, openPanel }: ChannelProps) {
  const { snapshot } = usePage()
  const hasTabs = snapshot.homeTab && channel.kind === 'im'
  const title = titleOf(channel)
  const conversation = html`<${Conversation} channel=${channel} hint=${hint} dismissHint=${dismissHint} />`
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
      ${
        hasTabs
          ? html`
              <${Tabs} label=${title} current=${tab} show=${showTab} />
              <${TabPanel} tab=${tab}>${tab === 'home' ? html`<${HomeTab} />` : conversation}<//>
            `
          : conversation
      }
    </main>
  `
}

/** The messages, the newest at the bottom, and the composer. */
function Conversation({
  channel,
  hint,
  dismissHint,
}: Pick<ChannelProps, 'channel' | 'hint' | 'dismissHint'>) {
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
  const title = titleOf(channel)
  return html`
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
  `
}

function titleOf({ kind, name }: PageChannel): string {
  return kind === 'im' ? name : `#${name}`
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
