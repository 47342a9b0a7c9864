import { render } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { PageChannel, Snapshot } from '../snapshot.ts'
import { Channel } from './channel.ts'
import { useConfirm } from './confirm.ts'
import { Page, type PageContext } from './context.ts'
import { createSend } from './deeds.ts'
import { html } from './html.ts'
import { hintIsWanted, markRead, putHintAway, rememberedPerson, rememberPerson, unreadIn } from './memory.ts'
import { Modal } from './modal.ts'
import { Panel } from './panel.ts'
import { Sidebar } from './sidebar.ts'
import type { Tab } from './tabs.ts'

function App() {
  const [as, setAs] = useState(rememberedPerson)
  const [channelId, setChannelId] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const [tab, setTab] = useState<Tab>('messages')
  const [sidebarOpen, setSidebarOpen] = useState(false)
  const [panelOpen, setPanelOpen] = useState(false)
  const [hint, setHint] = useState(hintIsWanted)
  const { confirm, dialog } = useConfirm()
  const snapshot = useSnapshot(as)
  const me = useRef('')
  me.current = snapshot?.me ?? as
  const send = useMemo(() => createSend(() => me.current), [])

  const channel = snapshot && openIn(snapshot, channelId)
  const isHome = snapshot?.homeTab === true && channel?.kind === 'im' && tab === 'home'
  if (snapshot !== undefined && channel !== undefined && !isHome) markRead(snapshot.me, channel)
  if (snapshot === undefined || channel === undefined)
    return html`<p class="loading" role="status">Loading…</p>`

  const showChannel = (id: string) => {
    setChannelId(id)
    setSidebarOpen(false)
    history.replaceState(null, '', `#${id}`)
  }
  const become = (id: string) => {
    rememberPerson(id)
    setAs(id)
    setSidebarOpen(false)
  }
  const page: PageContext = { snapshot, send, confirm, showChannel }
  const hasPanel = snapshot.extras.device || snapshot.extras.server
  return html`
    <${Page.Provider} value=${page}>
      <div class=${hasPanel ? 'layout with-panel' : 'layout'}>
        <${Sidebar}
          open=${sidebarOpen}
          current=${channel.id}
          unread=${(one: PageChannel) => unreadIn(snapshot.me, one)}
          become=${become}
          close=${() => setSidebarOpen(false)}
        />
        <${Channel}
          channel=${channel}
          tab=${tab}
          showTab=${setTab}
          hint=${hint ? snapshot.hint : ''}
          dismissHint=${() => {
            putHintAway()
            setHint(false)
          }}
          openSidebar=${() => setSidebarOpen(true)}
          openPanel=${hasPanel ? () => setPanelOpen(!panelOpen) : undefined}
        />
        ${hasPanel && html`<${Panel} open=${panelOpen} close=${() => setPanelOpen(false)} />`}
      </div>
      ${snapshot.modal && html`<${Modal} modal=${snapshot.modal} />`}
      ${dialog}
    <//>
  `
}

/** The conversation with this id. Whoever becomes somebody else in the app's conversation is in that person's own then. */
function openIn({ channels }: Snapshot, id: string): PageChannel | undefined {
  const own = id.startsWith('D') ? channels.find(({ kind }) => kind === 'im') : undefined
  return channels.find((one) => one.id === id) ?? own ?? channels[0]
}

/** What the person sees, kept up to date by the server. */
function useSnapshot(as: string): Snapshot | undefined {
  const [snapshot, setSnapshot] = useState<Snapshot | undefined>(undefined)
  useEffect(() => {
    const events = new EventSource(`/page/events?as=${encodeURIComponent(as)}`)
    events.onmessage = (event: MessageEvent<string>) => setSnapshot(JSON.parse(event.data) as Snapshot)
    return () => events.close()
  }, [as])
  return snapshot
}

const root = document.getElementById('root')
if (root !== null) render(html`<${App} />`, root)
