import type { Button } from '@slack/types'
import type { ACTIONS } from '../ids.ts'
import { plain } from './text.ts'

/**
 * A button.
 * @param value an opaque id and nothing else
 */
export function button(
  action: (typeof ACTIONS)[keyof typeof ACTIONS],
  value: string,
  text: string,
  more: Pick<Button, 'style' | 'confirm'> = {},
): Button {
  return { type: 'button', action_id: action, value, text: plain(text, 75), ...more }
}

/** What Slack asks before a button is taken. */
export function confirmation(
  title: string,
  text: string,
  confirm: string,
  deny: string,
): NonNullable<Button['confirm']> {
  return {
    title: plain(title, 100),
    text: plain(text, 300),
    confirm: plain(confirm, 30),
    deny: plain(deny, 30),
  }
}
