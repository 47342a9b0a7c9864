import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import type { Block, InputBlock, InteractiveElement } from '../../workspace/blocks/block.ts'
import type { FormValues } from '../../workspace/form.ts'
import { Place } from './context.ts'
import { Element } from './element.ts'
import { html } from './html.ts'
import { RichText } from './rich-text.ts'
import { plainWithEmoji, Text } from './text.ts'

interface BlocksProps {
  readonly blocks: readonly Block[]
  readonly form: FormValues
  readonly errors?: Readonly<Record<string, string>>
}

/** The blocks of a message or a view, one below the other. */
export function Blocks({ blocks, form, errors = {} }: BlocksProps): ComponentChildren {
  return blocks.map(
    (block) =>
      html`<${OneBlock} key=${block.block_id} block=${block} form=${form} error=${errors[block.block_id ?? '']} />`,
  )
}

interface BlockProps<Kind extends Block = Block> {
  readonly block: Kind
  readonly form: FormValues
  readonly error: string | undefined
}

function OneBlock(props: BlockProps): ComponentChildren {
  const { block } = props
  switch (block.type) {
    case 'header':
      return html`<h3 class="block-header">${plainWithEmoji(block.text.text)}</h3>`
    case 'divider':
      return html`<hr />`
    case 'image':
      return html`<figure class="block-image">
        ${block.title && html`<figcaption>${block.title.text}</figcaption>`}
        <img src=${block.image_url} alt=${block.alt_text} />
      </figure>`
    case 'section':
      return html`<${Section} ...${props} />`
    case 'context':
      return html`<div class="block-context">
        ${block.elements.map((one) =>
          one.type === 'image'
            ? html`<img src=${one.image_url} alt=${one.alt_text} />`
            : html`<span><${Text} of=${one} /></span>`,
        )}
      </div>`
    case 'actions':
      return html`<div class="block-actions">
        ${block.elements.map((element) => html`<${Placed} key=${element.action_id} ...${props} element=${element} />`)}
      </div>`
    case 'input':
      return html`<${Input} ...${props} />`
    case 'rich_text':
      return html`<div class="block-rich">${block.elements.map((part) => html`<${RichText} part=${part} />`)}</div>`
  }
}

function Section(props: BlockProps<Extract<Block, { type: 'section' }>>) {
  const { text, fields, accessory } = props.block
  return html`<div class="block-section">
    <div class="section-body">
      ${text && html`<div class="section-text"><${Text} of=${text} /></div>`}
      ${fields && html`<div class="section-fields">${fields.map((one) => html`<div><${Text} of=${one} /></div>`)}</div>`}
    </div>
    ${
      accessory?.type === 'image'
        ? html`<img class="section-image" src=${accessory.image_url} alt=${accessory.alt_text} />`
        : accessory &&
          html`<div class="section-accessory"><${Placed} ...${props} element=${accessory} /></div>`
    }
  </div>`
}

function Input(props: BlockProps<InputBlock>) {
  const { block, error } = props
  const id = useElementId(block, block.element)
  const optional = block.optional === true
  return html`<div class=${error === undefined ? 'block-input' : 'block-input wrong'}>
    <label id=${`${id}-label`} for=${id}>${plainWithEmoji(block.label.text)}</label>
    ${optional && html`<span class="optional" aria-hidden="true"> (optional)</span>`}
    <${Placed} ...${props} element=${block.element} labelledBy=${`${id}-label`} describedBy=${`${id}-below`} required=${!optional} />
    <div id=${`${id}-below`}>
      ${error !== undefined && html`<p class="error" role="alert">${error}</p>`}
      ${block.hint && html`<p class="hint">${plainWithEmoji(block.hint.text)}</p>`}
    </div>
  </div>`
}

interface PlacedProps extends BlockProps {
  readonly element: InteractiveElement
  readonly labelledBy?: string
  readonly describedBy?: string
  readonly required?: boolean
}

function Placed({ block, form, error, element, labelledBy, describedBy, required }: PlacedProps) {
  return html`<${Element}
    block=${block}
    element=${element}
    id=${useElementId(block, element)}
    value=${form[block.block_id ?? '']?.[element.action_id ?? '']}
    labelledBy=${labelledBy}
    describedBy=${describedBy}
    invalid=${error !== undefined}
    required=${required === true}
  />`
}

/** An id that no other element of the document has. */
function useElementId(block: Block, element: InteractiveElement): string {
  const place = useContext(Place)
  const where = 'view' in place ? place.view : `${place.channel}-${place.ts}`
  return `${where}-${block.block_id}-${element.action_id}`.replaceAll(/[^A-Za-z0-9_-]/g, '_')
}
