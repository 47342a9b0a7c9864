import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { html } from './html.ts'

interface DialogProps {
  readonly role: 'dialog' | 'alertdialog'
  readonly labelledBy: string
  readonly className: string
  readonly onEscape: () => void
  readonly children?: ComponentChildren
}

/** A modal dialog of the browser's own: it holds the focus and gives it back. */
export function Dialog({ role, labelledBy, className, onEscape, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    // The element is gone from the document by then, so the browser does not do it.
    return () => before instanceof HTMLElement && before.focus()
  }, [])
  const cancel = (event: Event) => {
    event.preventDefault()
    onEscape()
  }
  return html`<dialog ref=${dialog} role=${role} class=${className} aria-labelledby=${labelledBy} onCancel=${cancel}>
    ${children}
  </dialog>`
}
