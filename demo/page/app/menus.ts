import type { InteractiveElement } from '../../workspace/blocks/block.ts'
import { chosenValues } from './chosen-values.ts'
import { usePage } from './context.ts'
import { html } from './html.ts'
import { plainWithEmoji } from './text.ts'
import { type ElementProps, useElement } from './use-element.ts'

type StaticMenu = Extract<InteractiveElement, { type: 'static_select' | 'multi_static_select' }>
type NamedMenu = Extract<InteractiveElement, { type: 'users_select' | 'conversations_select' }>

interface Choice {
  readonly value: string
  readonly says: string
}

/** A menu of options that came with the view. */
export function StaticMenu(props: ElementProps<StaticMenu>) {
  const { element, value } = props
  const { act, problem } = useElement(props)
  const several = element.type === 'multi_static_select'
  const held = chosenValues(value)
  const option = (one: Choice) =>
    html`<option value=${one.value} selected=${held.includes(one.value)}>${plainWithEmoji(one.says)}</option>`
  const change = (event: Event) => {
    const chosen = [...(event.currentTarget as HTMLSelectElement).selectedOptions].map((one) => one.value)
    return act(several ? chosen : (chosen[0] ?? null))
  }
  return html`
    <select
      id=${props.id}
      class="menu-field"
      multiple=${several}
      value=${several ? undefined : (held[0] ?? '')}
      aria-label=${props.labelledBy === undefined ? (element.placeholder?.text ?? 'Select an option') : undefined}
      aria-labelledby=${props.labelledBy}
      aria-describedby=${props.describedBy}
      aria-invalid=${props.invalid}
      onChange=${change}
    >
      ${!several && html`<option value="">${element.placeholder?.text ?? 'Select an option'}</option>`}
      ${(element.options ?? []).map((one) => option({ value: one.value, says: one.text.text }))}
      ${(element.option_groups ?? []).map(
        (group) =>
          html`<optgroup label=${group.label.text}>
            ${group.options.map((one) => option({ value: one.value, says: one.text.text }))}
          </optgroup>`,
      )}
    </select>
    ${problem && html`<span class="problem" role="alert">⚠ ${problem}</span>`}
  `
}

/** A menu of the workspace's people or conversations. */
export function NamedMenu(props: ElementProps<NamedMenu>) {
  const { element, value } = props
  const { snapshot } = usePage()
  const { act } = useElement(props)
  const people = element.type === 'users_select'
  const held =
    value !== undefined && 'selected_user' in value
      ? value.selected_user
      : value !== undefined && 'selected_conversation' in value
        ? value.selected_conversation
        : null
  const choices: readonly Choice[] = people
    ? snapshot.people.map((one) => ({ value: one.id, says: one.realName }))
    : snapshot.channels.map((one) => ({ value: one.id, says: one.kind === 'im' ? one.name : `#${one.name}` }))
  return html`
    <select
      id=${props.id}
      class="menu-field"
      value=${held ?? ''}
      aria-labelledby=${props.labelledBy}
      aria-label=${props.labelledBy === undefined ? (element.placeholder?.text ?? 'Select an item') : undefined}
      aria-describedby=${props.describedBy}
      aria-invalid=${props.invalid}
      onChange=${(event: Event) => act((event.currentTarget as HTMLSelectElement).value || null)}
    >
      <option value="">${element.placeholder?.text ?? (people ? 'Select a person' : 'Select a conversation')}</option>
      ${choices.map((one) => html`<option value=${one.value}>${one.says}</option>`)}
    </select>
  `
}
