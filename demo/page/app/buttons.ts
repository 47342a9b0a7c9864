import { useEffect, useRef, useState } from 'preact/hooks'
import type { Button, Overflow } from '../../workspace/blocks/buttons.ts'
import { html } from './html.ts'
import { plainWithEmoji } from './text.ts'
import { type ElementProps, useElement } from './use-element.ts'

/** A button; `problem` stands beside it when the app did not answer. */
export function ButtonElement(props: ElementProps<Button>) {
  const { element } = props
  const { act, pending, problem } = useElement(props)
  const press = () => {
    if (element.url !== undefined && /^https?:/.test(element.url))
      window.open(element.url, '_blank', 'noopener')
    return act(null)
  }
  return html`
    <button
      type="button"
      class=${`button ${element.style ?? 'default'}`}
      aria-label=${element.accessibility_label}
      aria-busy=${pending}
      disabled=${pending}
      onClick=${press}
    >${plainWithEmoji(element.text.text)}</button>
    ${problem && html`<span class="problem" role="alert">⚠ ${problem}</span>`}
  `
}

/** The menu behind three dots. */
export function OverflowElement(props: ElementProps<Overflow>) {
  const { act, problem } = useElement(props)
  const [open, setOpen] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) list.current?.querySelector('button')?.focus()
  }, [open])
  const choose = (value: string) => {
    setOpen(false)
    return act(value)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOpen(false)
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const all = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    all.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % all.length)?.focus()
  }
  return html`
    <span class="overflow" onKeyDown=${keys}>
      <button
        type="button"
        class="button default dots"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded=${open}
        onClick=${() => setOpen(!open)}
      >⋯</button>
      ${
        open &&
        html`<div class="menu" role="menu" ref=${list}>
          ${props.element.options.map(
            (option) =>
              html`<button type="button" role="menuitem" onClick=${() => choose(option.value)}>
                ${plainWithEmoji(option.text.text)}
              </button>`,
          )}
        </div>`
      }
      ${problem && html`<span class="problem" role="alert">⚠ ${problem}</span>`}
    </span>
  `
}
