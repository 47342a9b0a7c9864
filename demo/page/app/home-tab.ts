import { useEffect } from 'preact/hooks'
import { Blocks } from './blocks.ts'
import { Place, usePage } from './context.ts'
import { html } from './html.ts'

/** The app's Home of the person at the page. The app is told whenever it is opened. */
export function HomeTab() {
  const { snapshot, send } = usePage()
  const { home, me } = snapshot
  useEffect(() => void send({ do: 'open-home' }), [me])
  return html`
    <div class="home" tabindex="0">
      ${
        home === undefined
          ? html`<p role="status">Nothing is here yet.</p>`
          : html`<${Place.Provider} value=${{ view: home.id }}>
              <${Blocks} blocks=${home.blocks} form=${home.form} />
            <//>`
      }
    </div>
  `
}
