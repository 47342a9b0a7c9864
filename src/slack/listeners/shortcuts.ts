import type {
  AllMiddlewareArgs,
  GlobalShortcut,
  MessageShortcut,
  SlackShortcutMiddlewareArgs,
} from '@slack/bolt'
import type { SlackDeps } from '../deps.ts'
import { hostInMessage } from '../host-in-message.ts'
import { openFormFor } from './open-form-for.ts'
import { personOf } from './person.ts'

type ShortcutArgs<Shortcut extends GlobalShortcut | MessageShortcut> = SlackShortcutMiddlewareArgs<Shortcut> &
  AllMiddlewareArgs

/** Register a host, from anywhere: the form is empty. */
export async function registerHost(
  { ack, shortcut, client }: ShortcutArgs<GlobalShortcut>,
  deps: SlackDeps,
): Promise<void> {
  await ack()
  await openFormFor({ person: personOf(shortcut), trigger: shortcut.trigger_id, client }, {}, deps)
}

/** Register from message: the form holds what the message says of a host, and is empty where it says nothing. */
export async function registerFromMessage(
  { ack, shortcut, client }: ShortcutArgs<MessageShortcut>,
  deps: SlackDeps,
): Promise<void> {
  await ack()
  const typed = hostInMessage(shortcut.message.text ?? '')
  await openFormFor({ person: personOf(shortcut), trigger: shortcut.trigger_id, client }, { typed }, deps)
}
