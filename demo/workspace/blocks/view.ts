import { z } from 'zod'
import { block } from './block.ts'
import { characters, identifier, items } from './characters.ts'
import { plainText } from './text.ts'

const shared = {
  blocks: items(block, 0, 100),
  private_metadata: characters(0, 3000).optional(),
  callback_id: characters(0, 255).optional(),
  external_id: identifier.optional(),
}

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    ...shared,
  })
  .check((context) => {
    const asks = context.value.blocks.some((one) => one.type === 'input')
    if (asks && context.value.submit === undefined)
      context.issues.push({
        code: 'custom',
        message: '`submit` is required when an `input` is within the `blocks` array',
        input: context.value,
        path: ['submit'],
      })
  })

const home = z.strictObject({ type: z.literal('home'), ...shared })

export const modalView = z.discriminatedUnion('type', [modal])
export const homeView = z.discriminatedUnion('type', [home])

export type ModalView = z.infer<typeof modal>
export type HomeView = z.infer<typeof home>
