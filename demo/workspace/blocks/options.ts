import { z } from 'zod'
import { characters, identifier, items } from './characters.ts'
import { anyText, plainText } from './text.ts'

const described = { value: characters(1, 75), description: plainText(75).optional() }

/** An option of a menu: plain text only. */
export const menuOption = z.strictObject({ text: plainText(75), ...described })

/** An option of checkboxes or radio buttons: text and description may be mrkdwn. */
export const choiceOption = z.strictObject({
  text: anyText(75),
  value: characters(1, 75),
  description: anyText(75).optional(),
})

export const optionGroup = z.strictObject({ label: plainText(75), options: items(menuOption, 1, 100) })

/** The dialog that asks "are you sure?" before an action is sent. */
export const confirmation = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
})

/** What every interactive element may carry. */
export const interactive = { action_id: identifier.optional() }
export const confirmable = { confirm: confirmation.optional() }
export const focusable = { focus_on_load: z.boolean().optional() }
export const placeholdable = { placeholder: plainText(150).optional() }

export type MenuOption = z.infer<typeof menuOption>
export type ChoiceOption = z.infer<typeof choiceOption>
export type OptionGroup = z.infer<typeof optionGroup>
export type Confirmation = z.infer<typeof confirmation>

/** Whether two options are the same to Slack, which demands that an initial option "exactly matches" one offered. */
export function sameOption(one: ChoiceOption, other: ChoiceOption): boolean {
  return one.value === other.value && one.text.type === other.text.type && one.text.text === other.text.text
}
