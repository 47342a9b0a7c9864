import { useState } from 'preact/hooks'
import type { ShownDevice } from '../extras.ts'
import { request } from './deeds.ts'
import { html } from './html.ts'
import { Markdown } from './text.ts'
import { usePolled } from './use-polled.ts'

/** The MAC of the demo's own story, so that who follows it need not type it again. */
const firstMac = '00:00:5e:00:53:3f'

/** A device with a MAC of one's choice, to see which address it gets. */
export function Device() {
  const [mac, setMac] = useState(firstMac)
  const [busy, setBusy] = useState('')
  const [device, look] = usePolled<ShownDevice>('/demo/device')
  const [problem, setProblem] = useState<string | undefined>(undefined)

  async function run(saying: string, path: string, body: object): Promise<void> {
    setBusy(saying)
    setProblem(undefined)
    try {
      await request(path, body)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
    await look()
    setBusy('')
  }

  const plugIn = (event: Event) => {
    event.preventDefault()
    return run('Asking for an address…', '/demo/plug-in', { mac })
  }
  const unplug = () => run('Pulling the cable…', '/demo/unplug', {})

  return html`
    <section class="card" aria-labelledby="device-title">
      <h3 id="device-title">Device</h3>
      <form onSubmit=${plugIn}>
        <label for="device-mac">MAC address of the device</label>
        <input
          id="device-mac"
          class="text-field mono"
          value=${mac}
          autocomplete="off"
          spellcheck=${false}
          onInput=${(event: InputEvent) => setMac((event.currentTarget as HTMLInputElement).value)}
        />
        <div class="block-actions">
          <button type="submit" class="button primary" disabled=${busy !== ''} aria-busy=${busy !== ''}>Plug in</button>
          <button type="button" class="button default" disabled=${busy !== '' || !device?.plugged} onClick=${unplug}>Unplug</button>
        </div>
      </form>
      <p role="status">${busy || told(device)}</p>
      ${problem && html`<p class="problem" role="alert">⚠ <${Markdown} source=${problem} /></p>`}
    </section>
  `
}

function told(device: ShownDevice | undefined) {
  const plugged = device?.plugged
  if (!plugged) return 'Not plugged in.'
  const mac = html`<span class="mono">${plugged.mac}</span>`
  if (plugged.address === undefined) return html`${mac} is plugged in, and no server gave it an address.`
  const seconds = (plugged.milliseconds / 1000).toFixed(2)
  return html`${mac} got <strong>${plugged.address}</strong> in ${seconds} s.`
}
