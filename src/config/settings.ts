/** All that Leasehold is told from outside, checked, complete and frozen. */
export interface Settings {
  readonly slack: SlackSettings
  readonly servers: readonly ServerConfig[]
  readonly policy: PolicySettings
  readonly names: NameSettings
  readonly store: StoreSettings
}

/** Where the record is kept: a SQLite file (absolute path), or a PostgreSQL database (a URL, with its password). */
export type StoreSettings = { readonly sqlite: string } | { readonly postgres: string }

export interface SlackSettings {
  readonly botToken: string
  readonly appToken: string
  /** Where Slack's Web API is, when it is not slack.com. */
  readonly apiUrl: string | undefined
  /** Id of the only workspace that is listened to. */
  readonly team: string | undefined
  /** Id of the channel that the cards are posted in. */
  readonly approvals: string
  /** Id of the channel that is told once a day where the audit logs end; undefined where only the bot's own log is. */
  readonly auditChannel: string | undefined
}

export interface PolicySettings {
  readonly rules: readonly RuleSettings[]
  /** Slack user ids of those who may pause and resume the servers' queues. */
  readonly operators: readonly string[]
  /** Who may do without the approvers in an emergency, and after how many milliseconds a review is asked for. */
  readonly emergency: { readonly users: readonly string[]; readonly review: number } | undefined
  /** Undefined for every full member. */
  readonly requesters: WhoSettings | undefined
  readonly limits: { readonly openPerPerson: number; readonly openInAll: number }
  /** Milliseconds before the end of a registration at which its owner is asked. */
  readonly ends: { readonly ask: number }
}

/** Some people, by Slack's ids of users, user groups and channels. */
export interface WhoSettings {
  readonly users: readonly string[]
  readonly groups: readonly string[]
  readonly channels: readonly string[]
}

/** A rule of the policy: any `quorum` of its approvers, for what it matches. */
export interface RuleSettings {
  readonly name: string
  /** What is left out matches everything. */
  readonly when: {
    readonly change?: readonly ('add' | 'edit' | 'remove')[]
    readonly server?: readonly string[]
    readonly subnet?: readonly string[]
    /** Source of a regular expression for the whole name. */
    readonly name?: string
    readonly requester?: WhoSettings
  }
  readonly approvers: WhoSettings | undefined
  readonly quorum: number
  readonly automatic: boolean
  /** Milliseconds for which a request waits to be approved, and once more to be applied. */
  readonly expires: number
  /** Milliseconds after which those who have not approved are reminded. */
  readonly remind: number | undefined
  /** Milliseconds after which they are reminded in person. */
  readonly remindPeople: number | undefined
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
  /** The other member, where the server is a failover pair. Of the two, `member` is changed first. */
  readonly partner?: MemberConfig
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

/** What explains the policy, without any secret. */
export interface PolicyFile {
  readonly servers: readonly string[]
  readonly names: NameSettings
  readonly policy: PolicySettings
}

/** What a command line beside the bot needs to know of it. */
export interface BotFiles {
  readonly servers: readonly string[]
  /** Id of the workspace; undefined where the file does not say. */
  readonly team: string | undefined
  readonly store: StoreSettings
}

/** What a command line needs that tells what people own. */
export interface OwnerFiles extends BotFiles, Pick<RequestFiles, 'slack' | 'person'> {
  /** The workspace that all people are of, where the configuration says it. */
  readonly team: string | undefined
}

/** What a command line that asks for changes needs: it takes the same way as the bot. */
export interface RequestFiles extends Pick<Settings, 'names' | 'policy' | 'store' | 'servers'> {
  /** Where Slack is to be asked who belongs to what; undefined where this machine's user has no token of the bot's. */
  readonly slack: Pick<SlackSettings, 'botToken' | 'apiUrl'> | undefined
  /** Who asks, as the configuration says it of a user of this machine; undefined where it says nothing. */
  readonly person: { readonly team: string; readonly user: string } | undefined
}

/** Where new hosts go: `file` as an `include` names it, `group` by its name or by the `PATH:LINE` where it begins. */
export type PlaceConfig =
  | { readonly after: 'last-host-of-subnet' }
  | { readonly file: string }
  | { readonly group: string }
  | 'end'
  | 'managed-block'

/** A machine that is logged in to: where it is, as whom, with what, and how it is known to be the right one. */
export type HopConfig = {
  readonly host: string
  readonly port: number
  readonly user: string
} & Login &
  Pin

/** A private key (absolute path, and its passphrase where it has one) or an agent (absolute path of its socket). */
export type Login =
  | { readonly key: string; readonly passphrase?: string | undefined }
  | { readonly agent: string }

/** The host key's SHA-256 fingerprint, as ssh-keygen prints it, or a known_hosts file (absolute path). */
export type Pin = { readonly hostKey: string } | { readonly knownHosts: string }

/** A machine that runs dhcpd. */
export type MemberConfig = HopConfig & {
  /** What is run on the member; a forced command there takes its place. */
  readonly command: string
  /** Machines to go through, in their order from here. */
  readonly jump?: readonly HopConfig[]
  /** Set where nothing is installed on the member: the helper is brought along (SAFETY K2). */
  readonly trial?: TrialConfig
}

export interface TrialConfig {
  /** The folder on the member that holds the helper, its settings and its state. */
  readonly folder: string
  /** Absolute path, here, of the helper's settings; where undefined, they are found by looking around on the member. */
  readonly settings: string | undefined
}
