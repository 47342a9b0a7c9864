/** What a device got, or why it got nothing. `seconds` is from plugging in to having the address. */
export type Plugged = { readonly address: string; readonly seconds: number } | { readonly none: string }

/** What the page is told of plugging in: `refused` says what is wrong with the MAC, in mrkdwn. */
export type PlugAnswer = Plugged | { readonly refused: string }

/** The machine behind the demo, as far as the page shows it. */
export interface ShownMachine {
  readonly device: {
    /** @param mac six octets with colons */
    plugIn(mac: string): Promise<Plugged>
    unplug(): Promise<void>
  }
  /** `since` is an ISO 8601 instant. */
  dhcpd(): { readonly running: true; readonly since: string } | { readonly running: false }
  /** Where the live dhcpd.conf lies. */
  readonly configPath: string
}

/** What the page shows beside Slack. What is left out is not shown. */
export interface Extras {
  readonly machine?: ShownMachine
  /** What the composer says of a command when it completes it. */
  readonly usage?: Readonly<Record<string, string>>
  /** The one quiet line on a first visit. */
  readonly hint?: string
}

/** The DHCP server now, with the lines of its file that changed last. */
export interface ShownServer {
  readonly running: boolean
  readonly since: string | undefined
  readonly config: string
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
