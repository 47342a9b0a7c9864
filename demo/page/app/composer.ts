import { useEffect, useRef, useState } from 'preact/hooks'
import type { PageChannel } from '../snapshot.ts'
import { usePage } from './context.ts'
import { html } from './html.ts'
import { ComposerShortcuts } from './shortcuts.ts'

/** Where one types. A slash at the beginning offers the app's commands. */
export function Composer({ channel }: { readonly channel: PageChannel }) {
  const { snapshot, send } = usePage()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [here, setHere] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const title = channel.kind === 'im' ? channel.name : `#${channel.name}`
  const offered =
    here && /^\/\S*$/.test(text) ? snapshot.commands.filter((one) => one.name.startsWith(text)) : []
  // Not where a keyboard would rise over half of the screen, nor away from who goes through tabs with one.
  useEffect(() => {
    const isAmongTabs = document.activeElement?.role === 'tab'
    if (matchMedia('(min-width: 701px)').matches && !isAmongTabs) field.current?.focus()
  }, [])
  const exact = offered.some((one) => one.name === text)

  function complete(name: string): void {
    setText(`${name} `)
    field.current?.focus()
  }

  function submit(): void {
    if (text.trim() === '') return
    setText('')
    void send({ do: 'say', channel: channel.id, line: text })
  }

  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && offered.length > 0) setAt((at + 1) % offered.length)
    if (event.key === 'ArrowUp' && offered.length > 0) setAt((at + offered.length - 1) % offered.length)
    if (event.key === 'Tab' && offered.length > 0 && !event.shiftKey) {
      event.preventDefault()
      complete(offered[at]?.name ?? text)
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      if (offered.length > 0 && !exact) complete(offered[at]?.name ?? text)
      else submit()
    }
  }

  return html`
    <div class="composer">
      ${
        offered.length > 0 &&
        html`<div class="menu commands" role="listbox" id="commands" aria-label="Commands">
          ${offered.map(
            (one, index) =>
              html`<div role="option" id=${`command-${index}`} aria-selected=${index === at} onMouseDown=${(
                event: Event,
              ) => {
                event.preventDefault()
                complete(one.name)
              }}>
                <strong>${one.name}</strong> <span>${one.usage}</span>
              </div>`,
          )}
        </div>`
      }
      <${ComposerShortcuts} />
      <textarea
        ref=${field}
        rows="1"
        aria-label=${`Message ${title}`}
        placeholder=${`Message ${title}`}
        aria-autocomplete="list"
        aria-controls=${offered.length > 0 ? 'commands' : undefined}
        aria-activedescendant=${offered.length > 0 ? `command-${at}` : undefined}
        value=${text}
        onFocus=${() => setHere(true)}
        onBlur=${() => setHere(false)}
        onInput=${(event: InputEvent) => {
          setText((event.currentTarget as HTMLTextAreaElement).value)
          setAt(0)
        }}
        onKeyDown=${keys}
      />
      <button type="button" class="send" aria-label="Send" disabled=${text.trim() === ''} onClick=${submit}>
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M2 3.200 18 10 2 16.800 4.200 11 12 10 4.200 9Z" /></svg>
      </button>
    </div>
  `
}
