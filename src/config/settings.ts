/** All that Leasehold is told from outside, checked, complete and frozen. */
export interface Settings {
  readonly slack: SlackSettings
  readonly servers: readonly ServerConfig[]
  readonly policy: {
    readonly rules: readonly RuleSettings[]
    /** Slack user ids of those who may pause and resume the servers' queues. */
    readonly operators: readonly string[]
  }
  readonly names: NameSettings
  /** Absolute path of the SQLite file. */
  readonly store: { readonly sqlite: string }
}

export interface SlackSettings {
  readonly botToken: string
  readonly appToken: string
  /** Where Slack's Web API is, when it is not slack.com. */
  readonly apiUrl: string | undefined
  /** Id of the only workspace that is listened to. */
  readonly team: string | undefined
  /** Id of the channel that the cards are posted in. */
  readonly approvals: string
}

/** A rule of the policy: any `quorum` of these people, by their Slack user ids. */
export interface RuleSettings {
  readonly approvers: readonly string[]
  readonly quorum: number
}

/** What people type for a host's name. */
export interface NameSettings {
  /** Source of a regular expression. */
  readonly pattern: string | undefined
  readonly domain: string | undefined
}

/** One DHCP service and the machine that runs it. */
export interface ServerConfig {
  readonly name: string
  readonly member: MemberConfig
  /** Where a new host is written. */
  readonly place: PlaceConfig
  /** How long one conversation with the member may take. */
  readonly deadlineSeconds: number
  readonly apply: ApplySettings
}

/** When changes are applied. */
export interface ApplySettings {
  /** IANA name; UTC where nothing depends on it. */
  readonly timeZone: string
  /** ISO weekdays (1 is Monday) and times of day, `HH:MM`. */
  readonly windows: readonly {
    readonly days: readonly number[]
    readonly from: string
    readonly to: string
  }[]
  /** Days, `YYYY-MM-DD`, both included. */
  readonly freezes: readonly { readonly from: string; readonly to: string; readonly reason: string }[]
  /** Between two restarts. */
  readonly restartFloorSeconds: number
}

/** What a command line beside the bot needs to know of it. */
export interface BotFiles {
  readonly servers: readonly string[]
  /** Absolute path of the SQLite file. */
  readonly sqlite: string
}

/** Where new hosts go: `file` as an `include` names it, `group` by its name or by the `PATH:LINE` where it begins. */
export type PlaceConfig =
  | { readonly after: 'last-host-of-subnet' }
  | { readonly file: string }
  | { readonly group: string }
  | 'end'
  | 'managed-block'

export interface MemberConfig {
  readonly host: string
  readonly port: number
  readonly user: string
  /** Absolute path of the private key. */
  readonly key: string
  /** SHA-256 fingerprint of the machine's host key, as ssh-keygen prints it. */
  readonly hostKey: string
  /** What is run on the member; a forced command there takes its place. */
  readonly command: string
}
