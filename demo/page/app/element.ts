import type { ComponentChildren } from 'preact'
import { ButtonElement, OverflowElement } from './buttons.ts'
import { Choices } from './choices.ts'
import { ExternalMenu } from './external-menu.ts'
import { html } from './html.ts'
import { NamedMenu, StaticMenu } from './menus.ts'
import { TextField } from './text-fields.ts'
import type { ElementProps } from './use-element.ts'

/** Any interactive element. */
export function Element(props: ElementProps): ComponentChildren {
  switch (props.element.type) {
    case 'button':
      return html`<${ButtonElement} ...${props} />`
    case 'overflow':
      return html`<${OverflowElement} ...${props} />`
    case 'static_select':
    case 'multi_static_select':
      return html`<${StaticMenu} ...${props} />`
    case 'external_select':
      return html`<${ExternalMenu} ...${props} />`
    case 'users_select':
    case 'conversations_select':
      return html`<${NamedMenu} ...${props} />`
    case 'checkboxes':
    case 'radio_buttons':
      return html`<${Choices} ...${props} />`
    case 'plain_text_input':
    case 'number_input':
    case 'datepicker':
      return html`<${TextField} ...${props} />`
  }
}
