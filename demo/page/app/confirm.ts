import { useRef, useState } from 'preact/hooks'
import type { Confirmation } from '../../workspace/blocks/options.ts'
import { Dialog } from './dialog.ts'
import { html } from './html.ts'
import { Text } from './text.ts'

/** Asks with the app's own dialog. `dialog` is what is to be drawn while it asks. */
export function useConfirm() {
  const [asking, setAsking] = useState<Confirmation | undefined>(undefined)
  const answer = useRef<(sure: boolean) => void>(() => undefined)

  function confirm(dialog: Confirmation | undefined): Promise<boolean> {
    if (dialog === undefined) return Promise.resolve(true)
    setAsking(dialog)
    return new Promise((resolve) => {
      answer.current = (sure) => {
        setAsking(undefined)
        resolve(sure)
      }
    })
  }

  const dialog =
    asking &&
    html`<${Dialog} role="alertdialog" labelledBy="confirm-title" className="modal confirm" onEscape=${() => answer.current(false)}>
      <header class="modal-header"><h2 id="confirm-title">${asking.title.text}</h2></header>
      <div class="modal-body"><${Text} of=${asking.text} /></div>
      <footer class="modal-footer">
        <button type="button" class="button default large" onClick=${() => answer.current(false)}>${asking.deny.text}</button>
        <button type="button" class=${`button ${asking.style ?? 'primary'} large`} onClick=${() => answer.current(true)}>
          ${asking.confirm.text}
        </button>
      </footer>
    <//>`

  return { confirm, dialog }
}
