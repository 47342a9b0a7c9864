import { useEffect, useRef, useState } from 'preact/hooks'
import type { InteractiveElement } from '../../workspace/blocks/block.ts'
import { html } from './html.ts'
import { type ElementProps, useElement } from './use-element.ts'

type TextElement = Extract<InteractiveElement, { type: 'plain_text_input' | 'number_input' | 'datepicker' }>

/** A field into which one types. What is typed shows at once and is sent along; an update of the view leaves it alone. */
export function TextField(props: ElementProps<TextElement>) {
  const { element } = props
  const { act } = useElement(props)
  const held = heldText(props)
  const [text, setText] = useState(held)
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useEffect(() => {
    if (document.activeElement !== field.current) setText(held)
  }, [held])

  const multiline = element.type === 'plain_text_input' && element.multiline === true
  const common = {
    ref: field,
    id: props.id,
    value: text,
    class: 'text-field',
    placeholder: element.placeholder?.text,
    required: props.required,
    'aria-invalid': props.invalid,
    'aria-describedby': props.describedBy,
    'aria-labelledby': props.labelledBy,
    onInput: (event: InputEvent) => {
      const typed = (event.currentTarget as HTMLInputElement).value
      setText(typed)
      return act(typed)
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && !multiline) void act(text, true)
    },
  }
  if (multiline) return html`<textarea ...${common} rows="3" />`
  return html`<input
    ...${common}
    type=${element.type === 'datepicker' ? 'date' : 'text'}
    inputmode=${element.type === 'number_input' ? 'decimal' : undefined}
    autocomplete="off"
    spellcheck=${false}
  />`
}

function heldText({ value }: ElementProps): string {
  if (value === undefined) return ''
  if ('value' in value) return value.value ?? ''
  return 'selected_date' in value ? (value.selected_date ?? '') : ''
}
