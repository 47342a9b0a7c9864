import { useState } from 'preact/hooks'
import type { Shortcut } from '../../workspace/shortcut.ts'
import type { MessagePlace } from '../../workspace/use-shortcut.ts'
import { usePage } from './context.ts'
import { complaint } from './deeds.ts'
import { html } from './html.ts'
import { MenuButton } from './menu-button.ts'

/** The shortcuts that can be used anywhere, beside the composer. */
export function ComposerShortcuts() {
  return html`<${Shortcuts} type="global" label="Shortcuts" className="icon-button shortcuts">
    <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M11.500 1 3 11.500h5.500L7.500 19 17 8h-6.500Z" /></svg>
  <//>`
}

/** The menu of a message. */
export function MessageShortcuts({ message }: { readonly message: MessagePlace }) {
  return html`<${Shortcuts} type="message" label="More actions" className="icon-button dots" message=${message}>⋯<//>`
}

interface ShortcutsProps {
  readonly type: Shortcut['type']
  readonly label: string
  readonly className: string
  readonly message?: MessagePlace
  readonly children?: unknown
}

/** No shortcuts, no menu. */
function Shortcuts({ type, label, className, message, children }: ShortcutsProps) {
  const { snapshot, send } = usePage()
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const items = snapshot.shortcuts
    .filter((one) => one.type === type)
    .map(({ callbackId, name, description }) => ({ value: callbackId, says: name, detail: description }))
  if (items.length === 0) return null
  const choose = async (callbackId: string) => {
    setProblem(undefined)
    const answer = await send({ do: 'shortcut', callbackId, message }).catch((error: Error) => ({
      kind: 'failed',
      message: error.message,
    }))
    setProblem(complaint(answer))
  }
  return html`
    <${MenuButton} label=${label} className=${className} items=${items} choose=${choose}>${children}<//>
    ${problem && html`<span class="problem" role="alert">⚠ ${problem}</span>`}
  `
}
