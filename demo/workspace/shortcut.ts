/** Where a shortcut is offered: anywhere, or in the menu of a message. */
export const shortcutTypes = ['global', 'message'] as const

/** A shortcut of the app's manifest. */
export interface Shortcut {
  readonly name: string
  readonly type: (typeof shortcutTypes)[number]
  readonly callbackId: string
  readonly description: string
}
