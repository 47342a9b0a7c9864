import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { html } from './html.ts'

/** One entry of a menu. */
export interface MenuItem {
  readonly value: string
  readonly says: string
  /** What it does, in small print. */
  readonly detail?: string
}

interface MenuButtonProps {
  /** What it is called by those who do not see it. */
  readonly label: string
  readonly className: string
  readonly items: readonly MenuItem[]
  readonly choose: (value: string) => void
  readonly children?: ComponentChildren
}

/** A button with a menu: arrow keys go through it, Escape closes it and gives the focus back. */
export function MenuButton({ label, className, items, choose, children }: MenuButtonProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) list.current?.querySelector('button')?.focus()
  }, [open])
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation()
      close()
    }
    if (!open || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    event.preventDefault()
    const all = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    all.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % all.length)?.focus()
  }
  const left = (event: FocusEvent) => {
    const { currentTarget, relatedTarget } = event
    if (!(currentTarget as HTMLElement).contains(relatedTarget as Node | null)) setOpen(false)
  }
  return html`
    <span class="menu-button" onKeyDown=${keys} onFocusOut=${left}>
      <button
        type="button"
        ref=${button}
        class=${className}
        aria-label=${label}
        title=${label}
        aria-haspopup="menu"
        aria-expanded=${open}
        onClick=${() => setOpen(!open)}
      >${children}</button>
      ${
        open &&
        html`<div class="menu" role="menu" aria-label=${label} ref=${list}>
          ${items.map(
            ({ value, says, detail }) =>
              html`<button
                type="button"
                role="menuitem"
                tabindex="-1"
                onClick=${() => {
                  close()
                  choose(value)
                }}
              >${says}${detail && html`<span class="menu-detail">${detail}</span>`}</button>`,
          )}
        </div>`
      }
    </span>
  `
}
