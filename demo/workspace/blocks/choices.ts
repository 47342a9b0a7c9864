import { z } from 'zod'
import { items } from './characters.ts'
import {
  type ChoiceOption,
  choiceOption,
  confirmable,
  focusable,
  interactive,
  placeholdable,
  sameOption,
} from './options.ts'

const choice = { options: items(choiceOption, 1, 10), ...interactive, ...confirmable, ...focusable }

export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    initial_options: items(choiceOption, 1, 10).optional(),
    ...choice,
  })
  .check((context) => checkAmong(context, context.value.initial_options ?? [], 'initial_options'))

export const radioButtons = z
  .strictObject({ type: z.literal('radio_buttons'), initial_option: choiceOption.optional(), ...choice })
  .check((context) => {
    const { initial_option: initial } = context.value
    checkAmong(context, initial === undefined ? [] : [initial], 'initial_option')
  })

export const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  initial_date: z.iso.date({ error: 'must be a date in the format YYYY-MM-DD' }).optional(),
  ...interactive,
  ...confirmable,
  ...focusable,
  ...placeholdable,
})

function checkAmong(
  context: z.core.ParsePayload<{ options: ChoiceOption[] }>,
  initial: readonly ChoiceOption[],
  key: string,
): void {
  for (const option of initial)
    if (!context.value.options.some((one) => sameOption(one, option)))
      context.issues.push({
        code: 'custom',
        message: `\`${key}\` must match one of the options`,
        input: option,
        path: [key],
      })
}
