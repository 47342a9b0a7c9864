import type { PageChannel } from '../snapshot.ts'
import { Avatar } from './avatar.ts'
import { usePage } from './context.ts'
import { html } from './html.ts'

interface SidebarProps {
  readonly open: boolean
  readonly current: string
  readonly unread: (channel: PageChannel) => number
  readonly become: (id: string) => void
  readonly close: () => void
}

/** The workspace's name, who one is, and the conversations. */
export function Sidebar({ open, current, unread, become, close }: SidebarProps) {
  const { snapshot } = usePage()
  const me = snapshot.people.find((person) => person.id === snapshot.me)
  const channels = snapshot.channels.filter((channel) => channel.kind === 'channel')
  const direct = snapshot.channels.filter((channel) => channel.kind === 'im')
  const rows = (list: readonly PageChannel[]) =>
    list.map(
      (one) =>
        html`<${Row} key=${one.id} channel=${one} current=${one.id === current} unread=${unread(one)} />`,
    )
  return html`
    <nav class=${open ? 'sidebar open' : 'sidebar'} aria-label="Workspace">
      <div class="team">
        <strong>${snapshot.team}</strong>
        <button type="button" class="icon-button narrow-only" aria-label="Close channels" onClick=${close}>×</button>
      </div>
      <div class="you">
        <${Avatar} person=${me} small=${true} />
        <label>
          <span>You are</span>
          <select value=${snapshot.me} onChange=${(event: Event) => become((event.currentTarget as HTMLSelectElement).value)}>
            ${snapshot.people
              .filter((person) => !person.isBot)
              .map((person) => html`<option value=${person.id}>${person.name} · ${person.role}</option>`)}
          </select>
        </label>
      </div>
      <h2 id="channels">Channels</h2>
      <ul aria-labelledby="channels">${rows(channels)}</ul>
      <h2 id="apps">Apps</h2>
      <ul aria-labelledby="apps">${rows(direct)}</ul>
    </nav>
  `
}

function Row({
  channel,
  current,
  unread,
}: {
  readonly channel: PageChannel
  readonly current: boolean
  readonly unread: number
}) {
  const { showChannel, snapshot } = usePage()
  const app = snapshot.people.find((person) => person.id === snapshot.appUser)
  return html`<li>
    <button
      type="button"
      class=${unread > 0 ? 'row unread' : 'row'}
      aria-current=${current ? 'page' : undefined}
      onClick=${() => showChannel(channel.id)}
    >
      ${channel.kind === 'im' ? html`<${Avatar} person=${app} small=${true} />` : html`<span class="hash" aria-hidden="true">#</span>`}
      <span class="row-name">${channel.name}</span>
      ${unread > 0 && html`<span class="count">${unread}<span class="unseen"> unread</span></span>`}
    </button>
  </li>`
}
