/** The device that can be plugged into the demo's network. */
export interface Device {
  /** `mac` as typed. Rejects with an Error whose message is fit to be shown. */
  plugIn(mac: string): Promise<PluggedIn>
  unplug(): Promise<void>
}

/** What a device got: no address when no server gave it one. */
export interface PluggedIn {
  readonly address: string | undefined
  /** From plugging in to having the address. */
  readonly milliseconds: number
}

/** The device as everybody sees it. */
export interface ShownDevice {
  /** What the cable's other end got, under the MAC that was typed; null when it is not plugged in. */
  readonly plugged: (PluggedIn & { readonly mac: string }) | null
}

/** The DHCP server behind the demo. */
export interface ServerPanel {
  state(): Promise<ServerState>
}

export interface ServerState {
  /** The live dhcpd.conf, as text. */
  readonly config: string
  readonly running: boolean
  /** An ISO 8601 instant. */
  readonly since: string | undefined
}

/** What the page shows beside Slack. What is left out is not shown. */
export interface Extras {
  readonly device?: Device
  readonly server?: ServerPanel
  /** What the composer says of a command when it completes it. */
  readonly usage?: Readonly<Record<string, string>>
  /** The one quiet line on a first visit. */
  readonly hint?: string
}

/** The DHCP server now, with the lines of its file that changed last. */
export interface ShownServer extends ServerState {
  readonly newest: Lines | undefined
}

/** Lines of a file, counted from 0, `to` not included. */
export interface Lines {
  readonly from: number
  readonly to: number
}

/** The lines of `after` that are not in `before`: between what both begin with and what both end with. */
export function changedLines(before: string, after: string): Lines {
  const old = before.split('\n')
  const now = after.split('\n')
  const most = Math.min(old.length, now.length)
  let from = 0
  while (from < most && old[from] === now[from]) from += 1
  let tail = 0
  while (tail < most - from && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1
  return { from, to: now.length - tail }
}
