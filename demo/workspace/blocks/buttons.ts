import { z } from 'zod'
import { characters, items } from './characters.ts'
import { confirmable, interactive, menuOption } from './options.ts'
import { plainText } from './text.ts'

export const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  url: characters(1, 3000).optional(),
  value: characters(1, 2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: characters(1, 75).optional(),
  ...interactive,
  ...confirmable,
})

const overflowOption = z.strictObject({ ...menuOption.shape, url: characters(1, 3000).optional() })

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  options: items(overflowOption, 1, 5),
  ...interactive,
  ...confirmable,
})

export type Button = z.infer<typeof button>
export type Overflow = z.infer<typeof overflow>
