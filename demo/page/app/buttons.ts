import type { Button, Overflow } from '../../workspace/blocks/buttons.ts'
import { html } from './html.ts'
import { MenuButton } from './menu-button.ts'
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
  const items = props.element.options.map((option) => ({
    value: option.value,
    says: plainWithEmoji(option.text.text),
  }))
  return html`
    <span class="overflow">
      <${MenuButton} label="More actions" className="button default dots" items=${items} choose=${act}>⋯<//>
      ${problem && html`<span class="problem" role="alert">⚠ ${problem}</span>`}
    </span>
  `
}
