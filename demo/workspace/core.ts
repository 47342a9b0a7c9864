import type { Limits } from './limits.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { Shortcut } from './shortcut.ts'
import type { SocketMode } from './socket.ts'
import type { State } from './state.ts'
import type { Triggers } from './triggers.ts'
import type { Uploads } from './uploads.ts'

/** The parts of the workspace that its methods and acts work with. */
export interface Core {
  readonly state: State
  readonly limits: Limits
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  readonly uploads: Uploads
  readonly socket: SocketMode
  /** The slash commands in the app's manifest, with the slash. */
  readonly commands: readonly string[]
  /** Those of them that have people, channels and links escaped in their text. */
  readonly escaping: readonly string[]
  /** Whether the app has a Home tab. */
  readonly homeTab: boolean
  /** The events that the app subscribed to. */
  readonly events: readonly string[]
  readonly shortcuts: readonly Shortcut[]
  /** The scopes of the bot's token. */
  readonly scopes: readonly string[]
  /** `http://127.0.0.1:PORT`. */
  origin(): string
}
