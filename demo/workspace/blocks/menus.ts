import { z } from 'zod'
import { characters, items } from './characters.ts'
import {
  type ChoiceOption,
  confirmable,
  focusable,
  interactive,
  menuOption,
  type OptionGroup,
  optionGroup,
  placeholdable,
  sameOption,
} from './options.ts'

const menu = { ...interactive, ...confirmable, ...focusable, ...placeholdable }
const several = { max_selected_items: z.number().int().min(1).optional() }

const offered = {
  options: items(menuOption, 1, 100).optional(),
  option_groups: items(optionGroup, 1, 100).optional(),
}

export const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    initial_option: menuOption.optional(),
    ...offered,
    ...menu,
  })
  .check((context) => {
    const { initial_option: initial } = context.value
    checkOffered(context, initial === undefined ? [] : [initial], 'initial_option')
  })

export const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    initial_options: items(menuOption, 1, 100).optional(),
    ...offered,
    ...several,
    ...menu,
  })
  .check((context) => checkOffered(context, context.value.initial_options ?? [], 'initial_options'))

export const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  initial_option: menuOption.optional(),
  min_query_length: z.number().int().min(0).optional(),
  ...menu,
})

export const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  initial_user: characters(1, 255).optional(),
  ...menu,
})

export const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  initial_conversation: characters(1, 255).optional(),
  default_to_current_conversation: z.boolean().optional(),
  ...menu,
})

/** Every option that a menu, checkboxes or radio buttons offer, the groups flattened. */
export function optionsOf(element: {
  readonly options?: readonly ChoiceOption[] | undefined
  readonly option_groups?: readonly OptionGroup[] | undefined
}): readonly ChoiceOption[] {
  return element.options ?? (element.option_groups ?? []).flatMap((group) => group.options)
}

function checkOffered(
  context: z.core.ParsePayload<{
    options?: ChoiceOption[] | undefined
    option_groups?: OptionGroup[] | undefined
  }>,
  initial: readonly ChoiceOption[],
  key: string,
): void {
  const { options, option_groups: groups } = context.value
  if ((options === undefined) === (groups === undefined))
    context.issues.push({
      code: 'custom',
      message: 'must define either `options` or `option_groups`',
      input: context.value,
    })
  const all = optionsOf(context.value)
  for (const option of initial)
    if (!all.some((one) => sameOption(one, option)))
      context.issues.push({
        code: 'custom',
        message: `\`${key}\` must match one of the options`,
        input: option,
        path: [key],
      })
}
