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

function App() {
  const [as, setAs] = useState(rememberedPerson)
  const [channelId, setChannelId] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const [sidebarOpen, setSidebarOpen] = useState(false)
  const [panelOpen, setPanelOpen] = useState(false)
  const [hint, setHint] = useState(hintIsWanted)
  const { confirm, dialog } = useConfirm()
  const snapshot = useSnapshot(as)
  const me = useRef('')
  me.current = snapshot?.me ?? as
  const send = useMemo(() => createSend(() => me.current), [])

  const channel = snapshot?.channels.find((one) => one.id === channelId) ?? snapshot?.channels[0]
  if (snapshot !== undefined && channel !== undefined) markRead(snapshot.me, channel)
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
