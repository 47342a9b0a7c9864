import { useEffect, useRef, useState } from 'preact/hooks'
import type { InteractiveElement } from '../../workspace/blocks/block.ts'
import type { ChoiceOption } from '../../workspace/blocks/options.ts'
import { usePage } from './context.ts'
import { html } from './html.ts'
import { type ElementProps, useElement } from './use-element.ts'

type ExternalMenu = Extract<InteractiveElement, { type: 'external_select' }>

/** A menu whose options the app gives for what is typed: a combobox with a list below it. */
export function ExternalMenu(props: ElementProps<ExternalMenu>) {
  const { element, value } = props
  const { send } = usePage()
  const { act, address } = useElement(props)
  const held =
    value !== undefined && 'selected_option' in value ? (value.selected_option?.text.text ?? '') : ''
  const [text, setText] = useState(held)
  const [options, setOptions] = useState<readonly ChoiceOption[] | undefined>(undefined)
  const [failed, setFailed] = useState(false)
  const [at, setAt] = useState(0)
  const asked = useRef(0)
  useEffect(() => setText(held), [held])

  async function ask(typed: string): Promise<void> {
    asked.current += 1
    const turn = asked.current
    if (typed.length < (element.min_query_length ?? 3)) return setOptions(undefined)
    const answer = (await send({ do: 'suggest', address, typed })) as readonly ChoiceOption[] | null
    if (turn !== asked.current) return
    setFailed(answer === null)
    setOptions(answer ?? [])
    setAt(0)
  }

  function choose(option: ChoiceOption | undefined): void {
    if (option === undefined) return
    setOptions(undefined)
    setText(option.text.text)
    void act(option.value)
  }

  const keys = (event: KeyboardEvent) => {
    if (options === undefined) return
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, options.length - 1))
    if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    if (event.key === 'Enter') choose(options[at])
    if (event.key === 'Escape') setOptions(undefined)
    if (['ArrowDown', 'ArrowUp', 'Enter', 'Escape'].includes(event.key)) event.preventDefault()
  }

  return html`
    <span class="combobox">
      <input
        id=${props.id}
        class="text-field"
        role="combobox"
        autocomplete="off"
        value=${text}
        placeholder=${element.placeholder?.text ?? 'Type to search'}
        aria-expanded=${options !== undefined}
        aria-controls=${`${props.id}-list`}
        aria-activedescendant=${options?.[at] === undefined ? undefined : `${props.id}-${at}`}
        aria-labelledby=${props.labelledBy}
        aria-describedby=${props.describedBy}
        aria-invalid=${props.invalid}
        onFocus=${() => ask('')}
        onInput=${(event: InputEvent) => {
          const typed = (event.currentTarget as HTMLInputElement).value
          setText(typed)
          if (typed === '') void act(null)
          return ask(typed)
        }}
        onKeyDown=${keys}
        onBlur=${() => setTimeout(() => setOptions(undefined), 150)}
      />
      ${
        options !== undefined &&
        html`<div class="menu" role="listbox" id=${`${props.id}-list`}>
          ${options.length === 0 && html`<p class="empty">${failed ? 'Result failed to load.' : 'No results'}</p>`}
          ${options.map(
            (option, index) =>
              html`<div
                role="option"
                id=${`${props.id}-${index}`}
                aria-selected=${index === at}
                onMouseDown=${(event: Event) => {
                  event.preventDefault()
                  choose(option)
                }}
              >${option.text.text}</div>`,
          )}
        </div>`
      }
    </span>
  `
}
