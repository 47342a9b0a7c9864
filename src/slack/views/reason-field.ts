import type { InputBlock } from '@slack/types'
import { FIELDS } from '../ids.ts'
import { textField } from './text-field.ts'

/** What something is asked for: every request has a reason. */
export function reasonField(): InputBlock {
  return textField(FIELDS.reason, 'Reason', {
    placeholder: 'What is it for? The approvers read this.',
    multiline: true,
    maximum: 1_000,
  })
}
