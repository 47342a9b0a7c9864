import type { ComponentChildren } from 'preact'
import { html } from './html.ts'

/** The parts of the app's conversation. */
export type Tab = 'home' | 'messages'

const TABS = [
  ['home', 'Home'],
  ['messages', 'Messages'],
] as const satisfies readonly (readonly [Tab, string])[]

interface TabsProps {
  /** What the tabs are parts of, for those who do not see it. */
  readonly label: string
  readonly current: Tab
  readonly show: (tab: Tab) => void
}

/** The choice between the app's Home and its messages; arrow keys choose, too. */
export function Tabs({ label, current, show }: TabsProps) {
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const other = current === 'home' ? 'messages' : 'home'
    show(other)
    document.getElementById(tabId(other))?.focus()
  }
  return html`
    <div class="tabs" role="tablist" aria-label=${label} onKeyDown=${keys}>
      ${TABS.map(
        ([tab, name]) =>
          html`<button
            type="button"
            role="tab"
            id=${tabId(tab)}
            aria-selected=${tab === current}
            aria-controls=${panelId(tab)}
            tabindex=${tab === current ? 0 : -1}
            onClick=${() => show(tab)}
          >${name}</button>`,
      )}
    </div>
  `
}

/** What a tab shows. */
export function TabPanel({ tab, children }: { readonly tab: Tab; readonly children?: ComponentChildren }) {
  return html`<div class="tab-panel" role="tabpanel" id=${panelId(tab)} aria-labelledby=${tabId(tab)}>${children}</div>`
}

function tabId(tab: Tab): string {
  return `tab-${tab}`
}

function panelId(tab: Tab): string {
  return `panel-${tab}`
}
