import type { InputBlock } from '@slack/types'
import { INPUT } from '../ids.ts'
import { plain } from './text.ts'

/** An input for a day, whose block id says which it is. */
export function dateField(
  id: string,
  label: string,
  {
    initial,
    hint,
    optional = false,
  }: { readonly initial?: string; readonly hint: string; readonly optional?: boolean },
): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    optional,
    element: {
      type: 'datepicker',
      action_id: INPUT,
      ...(initial !== undefined && { initial_date: initial }),
    },
    hint: plain(hint),
  }
}
