import { useEffect, useRef } from 'preact/hooks'
import type { PageModal } from '../snapshot.ts'
import { Avatar } from './avatar.ts'
import { Blocks } from './blocks.ts'
import { Place, usePage } from './context.ts'
import { Dialog } from './dialog.ts'
import { focusFirstError, placedFocus } from './focus.ts'
import { html } from './html.ts'

/** The app's modal: the topmost view of the stack. */
export function Modal({ modal }: { readonly modal: PageModal }) {
  const { snapshot, send } = usePage()
  const body = useRef<HTMLFormElement>(null)
  const app = snapshot.people.find((person) => person.id === snapshot.appUser)
  const errors = Object.keys(modal.errors).length
  const close = (all: boolean) => send({ do: 'close', view: modal.id, all })
  useEffect(() => placedFocus(body.current, modal.blocks), [modal.id])
  useEffect(() => {
    if (errors > 0) focusFirstError(body.current)
  }, [modal.errors])
  const submit = (event: Event) => {
    event.preventDefault()
    if (!modal.pending) void send({ do: 'submit', view: modal.id })
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) body.current?.requestSubmit()
  }
  return html`
    <${Dialog} role="dialog" labelledBy="modal-title" className="modal" onEscape=${() => close(false)}>
      <header class="modal-header">
        ${
          modal.depth > 1
            ? html`<button type="button" class="icon-button" aria-label="Back to previous view" onClick=${() => close(false)}>‹</button>`
            : html`<${Avatar} person=${app} small=${true} />`
        }
        <h2 id="modal-title">${modal.title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick=${() => close(true)}>×</button>
      </header>
      <form class="modal-body" id="modal-form" ref=${body} key=${modal.id} noValidate onSubmit=${submit} onKeyDown=${keys}>
        <${Place.Provider} value=${{ view: modal.id }}>
          <${Blocks} blocks=${modal.blocks} form=${modal.form} errors=${modal.errors} />
        <//>
      </form>
      ${modal.trouble !== undefined && html`<p class="trouble" role="alert">⚠ ${modal.trouble}</p>`}
      <footer class="modal-footer">
        <button type="button" class="button default large" onClick=${() => close(false)}>
          ${modal.depth > 1 && modal.close === 'Cancel' ? 'Back' : modal.close}
        </button>
        ${
          modal.submit !== undefined &&
          html`<button
            type="submit"
            form="modal-form"
            class=${modal.pending ? 'button primary large waiting' : 'button primary large'}
            aria-busy=${modal.pending}
            disabled=${modal.pending}
          >${modal.submit}</button>`
        }
      </footer>
    <//>
  `
}
