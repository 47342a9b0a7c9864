import { useState } from 'preact/hooks'
import type { PlugAnswer } from '../extras.ts'
import { request } from './deeds.ts'
import { html } from './html.ts'
import { Markdown } from './text.ts'

/** A device with a MAC of one's choice, to see which address it gets. */
export function Device() {
  const [mac, setMac] = useState('00:11:22:33:44:55')
  const [busy, setBusy] = useState(false)
  const [plugged, setPlugged] = useState<PlugAnswer | undefined>(undefined)
  const [problem, setProblem] = useState<string | undefined>(undefined)

  async function run(task: () => Promise<PlugAnswer | undefined>): Promise<void> {
    setBusy(true)
    setProblem(undefined)
    try {
      setPlugged(await task())
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }

  const plugIn = () => run(async () => (await request('/demo/plug-in', { mac })) as PlugAnswer)
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
      ${problem && html`<p class="problem" role="alert">⚠ ${problem}</p>`}
    </section>
  `
}

function told(plugged: PlugAnswer | undefined) {
  if (plugged === undefined) return 'Not plugged in.'
  if ('refused' in plugged) return html`⚠ <${Markdown} source=${plugged.refused} />`
  if ('none' in plugged) return `Plugged in, but ${plugged.none}.`
  return html`Got <strong>${plugged.address}</strong> in ${plugged.seconds.toFixed(1)} s.`
}
