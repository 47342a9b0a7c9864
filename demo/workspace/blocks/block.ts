import { z } from 'zod'
import { button, overflow } from './buttons.ts'
import { characters, identifier, items } from './characters.ts'
import { checkboxes, datepicker, radioButtons } from './choices.ts'
import { numberInput, plainTextInput } from './inputs.ts'
import { conversationsSelect, externalSelect, multiStaticSelect, staticSelect, usersSelect } from './menus.ts'
import { richTextBlock } from './rich-text.ts'
import { anyText, plainText } from './text.ts'

const named = { block_id: identifier.optional() }

const imageUrl = characters(1, 3000).regex(/^https?:\/\//, { error: 'must be a valid URL' })

const imageElement = z.strictObject({
  type: z.literal('image'),
  image_url: imageUrl,
  alt_text: characters(1, 2000),
})

const choosing = [staticSelect, externalSelect, usersSelect, conversationsSelect] as const
const ticking = [checkboxes, radioButtons, datepicker] as const

const accessory = z.discriminatedUnion('type', [
  button,
  overflow,
  ...choosing,
  multiStaticSelect,
  ...ticking,
  imageElement,
])

const actionElement = z.discriminatedUnion('type', [button, overflow, ...choosing, ...ticking])

const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  ...choosing,
  multiStaticSelect,
  ...ticking,
])

const section = z
  .strictObject({
    type: z.literal('section'),
    text: anyText(3000).optional(),
    fields: items(anyText(2000), 1, 10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
    ...named,
  })
  .check((context) => {
    if (context.value.text === undefined && context.value.fields === undefined)
      context.issues.push({
        code: 'custom',
        message: 'must define either `text` or `fields`',
        input: context.value,
      })
  })

const header = z.strictObject({ type: z.literal('header'), text: plainText(150), ...named })
const divider = z.strictObject({ type: z.literal('divider'), ...named })

const context = z.strictObject({
  type: z.literal('context'),
  elements: items(z.union([anyText(3000), imageElement]), 1, 10),
  ...named,
})

const actions = z.strictObject({
  type: z.literal('actions'),
  elements: items(actionElement, 1, 25),
  ...named,
})

const input = z.strictObject({
  type: z.literal('input'),
  label: plainText(2000),
  element: inputElement,
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  ...named,
})

const image = z.strictObject({
  type: z.literal('image'),
  image_url: imageUrl,
  alt_text: characters(1, 2000),
  title: plainText(2000).optional(),
  ...named,
})

/** Every block that this workspace knows. What it does not know it refuses, as Slack does. */
export const block = z.discriminatedUnion('type', [
  section,
  header,
  divider,
  context,
  actions,
  input,
  image,
  richTextBlock,
])

export type Block = z.infer<typeof block>
export type InputBlock = z.infer<typeof input>
type Accessory = z.infer<typeof accessory>
type ActionElement = z.infer<typeof actionElement>
type InputElement = z.infer<typeof inputElement>

/** An element that a person can act on. */
export type InteractiveElement = Exclude<Accessory | ActionElement | InputElement, { type: 'image' }>
