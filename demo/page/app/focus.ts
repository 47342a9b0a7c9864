import type { Block } from '../../workspace/blocks/block.ts'

/** Puts the cursor where the app wants it, or into the first field. */
export function placedFocus(body: HTMLElement | null, blocks: readonly Block[]): void {
  const fields = [...(body?.querySelectorAll<HTMLElement>('.block-input') ?? [])]
  const inputs = blocks.filter((block) => block.type === 'input')
  const wanted = inputs.findIndex((block) => block.element.focus_on_load === true)
  fields[Math.max(0, wanted)]?.querySelector<HTMLElement>('input, textarea, select')?.focus()
}

/** Puts the cursor into the first field with an error, and the error into sight. */
export function focusFirstError(body: HTMLElement | null): void {
  const field = body?.querySelector<HTMLElement>('[aria-invalid="true"]')
  field?.focus()
  field?.closest('.block-input')?.scrollIntoView({ block: 'nearest' })
}
