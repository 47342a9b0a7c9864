import type { InputBlock } from '@slack/types'
import { FIELDS, INPUT } from '../ids.ts'
import { plain } from './text.ts'

/**
 * Groups are named at the command line: Slack has no field for them.
 * @param placeholder what it means to leave it empty
 * @param initial the id of a person
 */
export function ownerField(placeholder: string, initial?: string): InputBlock {
  return {
    type: 'input',
    block_id: FIELDS.owner,
    label: plain('Owner'),
    optional: true,
    element: {
      type: 'users_select',
      action_id: INPUT,
      placeholder: plain(placeholder, 150),
      ...(initial !== undefined && { initial_user: initial }),
    },
    hint: plain('Who answers for it, where that is not you.'),
  }
}
