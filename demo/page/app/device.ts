import { useState } from 'preact/hooks'
import type { PluggedIn } from '../extras.ts'
import { request } from './deeds.ts'
import { html } from './html.ts'
import { Markdown } from './text.ts'

/** A device with a MAC of one's choice, to see which address it gets. */
export function Device() {
  const [mac, setMac] = useState('00:11:22:33:44:55')
  const [busy, setBusy] = useState(false)
  const [plugged, setPlugged] = useState<PluggedIn | undefined>(undefined)
  const [problem, setProblem] = useState<string | undefined>(undefined)

  async function run(task: () => Promise<PluggedIn | undefined>): Promise<void> {
    setBusy(true)
    setProblem(undefined)
    try {
      setPlugged(await task())
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }

  const plugIn = () => run(async () => (await request('/demo/plug-in', { mac })) as PluggedIn)
  const unplug = () =>
    run(async () => {
      await request('/demo/unplug', {})
      return undefined
    })

  return html`
    <section class="card" aria-labelledby="device-title">
      <h3 id="device-title">Device</h3>
      <label for="device-mac">MAC address</label>
      <input
        id="device-mac"
        class="text-field mono"
        value=${mac}
        spellcheck=${false}
        onInput=${(event: InputEvent) => setMac((event.currentTarget as HTMLInputElement).value)}
      />
      <div class="block-actions">
        <button type="button" class="button primary" disabled=${busy} aria-busy=${busy} onClick=${plugIn}>Plug in</button>
        <button type="button" class="button default" disabled=${busy || plugged === undefined} onClick=${unplug}>Unplug</button>
      </div>
      <p role="status">${busy ? 'Asking for an address…' : told(plugged)}</p>
      ${problem && html`<p class="problem" role="alert">⚠ <${Markdown} source=${problem} /></p>`}
    </section>
  `
}

function told(plugged: PluggedIn | undefined) {
  if (plugged === undefined) return 'Not plugged in.'
  if (plugged.address === undefined) return 'Plugged in; no server gave it an address.'
  return html`Got <strong>${plugged.address}</strong> in ${(plugged.milliseconds / 1000).toFixed(1)} s.`
}
