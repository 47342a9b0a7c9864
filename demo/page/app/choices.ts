import type { InteractiveElement } from '../../workspace/blocks/block.ts'
import { chosenValues } from './chosen-values.ts'
import { html } from './html.ts'
import { Text } from './text.ts'
import { type ElementProps, useElement } from './use-element.ts'

type ChoiceElement = Extract<InteractiveElement, { type: 'checkboxes' | 'radio_buttons' }>

/** Boxes to tick, or one of several to choose. */
export function Choices(props: ElementProps<ChoiceElement>) {
  const { element, value } = props
  const { act, problem } = useElement(props)
  const single = element.type === 'radio_buttons'
  const held = chosenValues(value)
  const change = (chosen: string) => {
    if (single) return act(chosen)
    return act(held.includes(chosen) ? held.filter((one) => one !== chosen) : [...held, chosen])
  }
  return html`
    <div
      class="choices"
      role=${single ? 'radiogroup' : 'group'}
      aria-labelledby=${props.labelledBy}
      aria-describedby=${props.describedBy}
    >
      ${element.options.map(
        (option) =>
          html`<label class="choice">
            <input
              type=${single ? 'radio' : 'checkbox'}
              name=${props.id}
              checked=${held.includes(option.value)}
              aria-invalid=${props.invalid}
              onChange=${() => change(option.value)}
            />
            <span>
              <${Text} of=${option.text} />
              ${option.description && html`<span class="description"><${Text} of=${option.description} /></span>`}
            </span>
          </label>`,
      )}
      ${problem && html`<span class="problem" role="alert">⚠ ${problem}</span>`}
    </div>
  `
}
