import { useEffect, useRef } from 'preact/hooks'
import type { ShownServer } from '../extras.ts'
import { html } from './html.ts'
import { usePolled } from './use-polled.ts'

/** The DHCP server as it is now: whether it runs, and the file that it reads. */
export function Server() {
  const [state] = usePolled<ShownServer>('/demo/server')
  const newest = useRef<HTMLElement>(null)
  useEffect(() => newest.current?.scrollIntoView({ block: 'center' }), [state?.config])

  if (state === undefined) return html`<section class="card"><h3>Server</h3><p>Looking…</p></section>`
  const lines = state.config.split('\n')
  const { from, to } = state.newest ?? { from: lines.length, to: lines.length }
  return html`
    <section class="card filling" aria-labelledby="server-title">
      <h3 id="server-title">Server</h3>
      <p>
        <span class=${state.running ? 'lamp on' : 'lamp off'} aria-hidden="true"></span>
        ${state.running ? 'dhcpd is running' : 'dhcpd is not running'}${
          state.since === undefined ? '' : ` since ${new Date(state.since).toLocaleTimeString()}`
        }
      </p>
      <h4 id="config-title">dhcpd.conf${from < to && html` <span class="newest">newest change marked</span>`}</h4>
      <pre class="config" tabindex="0" aria-labelledby="config-title">${text(lines.slice(0, from))}${
        from < to && html`<mark ref=${newest}>${text(lines.slice(from, to))}</mark>`
      }${lines.slice(to).join('\n')}</pre>
    </section>
  `
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
