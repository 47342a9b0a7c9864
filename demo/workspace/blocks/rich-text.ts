import { z } from 'zod'
import { characters, identifier } from './characters.ts'

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional()

const text = z.strictObject({ type: z.literal('text'), text: characters(1, 40_000), style })

const link = z.strictObject({
  type: z.literal('link'),
  url: characters(1, 3000),
  text: characters(1, 40_000).optional(),
  unsafe: z.boolean().optional(),
  style,
})

const span = z.discriminatedUnion('type', [
  text,
  link,
  z.strictObject({ type: z.literal('user'), user_id: characters(1, 255), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: characters(1, 255), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: characters(1, 255), style }),
  z.strictObject({
    type: z.literal('emoji'),
    name: characters(1, 255),
    unicode: z.string().optional(),
    style,
  }),
])

const border = z.union([z.literal(0), z.literal(1)]).optional()

const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(span) })

const part = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(section),
    indent: z.number().int().min(0).max(8).optional(),
    border,
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(span), border }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.discriminatedUnion('type', [text, link])),
    border,
  }),
])

export const richTextBlock = z.strictObject({
  type: z.literal('rich_text'),
  elements: z.array(part),
  block_id: identifier.optional(),
})

export type RichTextSpan = z.infer<typeof span>
export type RichTextPart = z.infer<typeof part>
