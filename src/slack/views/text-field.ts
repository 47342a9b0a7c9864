import type { InputBlock } from '@slack/types'
import { INPUT } from '../ids.ts'
import { plain } from './text.ts'

export interface TextFieldOptions {
  readonly placeholder: string
  readonly initial?: string
  readonly hint?: string
  readonly optional?: boolean
  readonly multiline?: boolean
  readonly minimum?: number
  readonly maximum?: number
}

/** An input for text, whose block id says which it is. */
export function textField(id: string, label: string, options: TextFieldOptions): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    optional: options.optional ?? false,
    element: {
      type: 'plain_text_input',
      action_id: INPUT,
      placeholder: plain(options.placeholder, 150),
      multiline: options.multiline ?? false,
      ...(options.minimum === undefined ? {} : { min_length: options.minimum }),
      max_length: options.maximum ?? 300,
      ...(options.initial
        ? { initial_value: [...options.initial].slice(0, options.maximum ?? 300).join('') }
        : {}),
    },
    ...(options.hint ? { hint: plain(options.hint) } : {}),
  }
}
