import { z } from 'zod'
import { characters, countCharacters } from './characters.ts'
import { focusable, interactive, placeholdable } from './options.ts'

const dispatching = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).optional(),
    })
    .optional(),
}

const field = { ...interactive, ...focusable, ...placeholdable, ...dispatching }

export const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    initial_value: characters(0, 3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
    ...field,
  })
  .check((context) => {
    const { min_length: least = 0, max_length: most = 3000, initial_value: initial } = context.value
    const complain = (message: string, path: string) =>
      context.issues.push({ code: 'custom', message, input: context.value, path: [path] })
    if (least > most) complain('must be less than or equal to `max_length`', 'min_length')
    if (initial !== undefined && countCharacters(initial) > most)
      complain(`must be less than ${most + 1} characters`, 'initial_value')
  })

export const numberInput = z.strictObject({
  type: z.literal('number_input'),
  is_decimal_allowed: z.boolean(),
  initial_value: characters(1, 30).optional(),
  min_value: characters(1, 30).optional(),
  max_value: characters(1, 30).optional(),
  ...field,
})
