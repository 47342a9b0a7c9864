import { usePage } from './context.ts'
import { Device } from './device.ts'
import { html } from './html.ts'
import { Server } from './server.ts'

/** What stands beside Slack in the demo: the device and the server. */
export function Panel({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const { snapshot } = usePage()
  return html`
    <aside class=${open ? 'panel open' : 'panel'} aria-label="Device and server">
      <header>
        <h2>Behind the scenes</h2>
        <button type="button" class="icon-button" aria-label="Close device and server" onClick=${close}>×</button>
      </header>
      ${snapshot.extras.device && html`<${Device} />`}
      ${snapshot.extras.server && html`<${Server} />`}
    </aside>
  `
}
