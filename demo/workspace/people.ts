/** Someone in the workspace, or a bot in it. */
export interface PersonRecord {
  readonly id: string
  /** The handle, without `@`. */
  readonly name: string
  readonly realName: string
  readonly displayName: string
  /** As in the IANA database: `Europe/Berlin`. */
  readonly timeZone: string
  /** What the page says of the person, to help in choosing: "asks for addresses". */
  readonly role: string
  readonly isRestricted: boolean
  readonly isUltraRestricted: boolean
  readonly isBot: boolean
  readonly isDeleted: boolean
}

/** A conversation: a channel, or the direct messages between the app and one person. */
export interface ChannelRecord {
  readonly id: string
  readonly name: string
  readonly kind: 'channel' | 'im'
  /** Seen by its members alone. */
  readonly isPrivate?: boolean
  /** User ids, the app's own among them where it is a member. */
  readonly members: readonly string[]
}

/** A user group, such as a team writes to. */
export interface GroupRecord {
  readonly id: string
  /** The handle, without `@`. */
  readonly handle: string
  /** User ids. */
  readonly members: readonly string[]
  readonly isDisabled: boolean
}

/** The workspace and the app that is installed in it. */
export const team = { id: 'T0DEMO', domain: 'demo', name: 'Demo' } as const
export const app = {
  id: 'A0DEMO',
  botId: 'B0DEMO',
  userId: 'U0DEMOBOT',
  name: 'leasehold',
  title: 'Leasehold',
} as const

const someone: Omit<PersonRecord, 'id' | 'name' | 'realName' | 'displayName' | 'role'> = {
  timeZone: 'Europe/Berlin',
  isRestricted: false,
  isUltraRestricted: false,
  isBot: false,
  isDeleted: false,
}

/** One of each part in the story: who asks, who may approve, who looks on, and a guest. */
export const defaultPeople: readonly PersonRecord[] = [
  { ...someone, id: 'U0RITA', name: 'rita', realName: 'Rita Okafor', displayName: 'Rita', role: 'asks' },
  {
    ...someone,
    id: 'U0ANNA',
    name: 'anna',
    realName: 'Anna Lindqvist',
    displayName: 'Anna',
    role: 'approves',
  },
  {
    ...someone,
    id: 'U0SAM',
    name: 'sam',
    realName: 'Sam Whitfield',
    displayName: 'Sam',
    role: 'approves too',
    timeZone: 'America/New_York',
  },
  { ...someone, id: 'U0BEN', name: 'ben', realName: 'Ben Castillo', displayName: 'Ben', role: 'looks on' },
  {
    ...someone,
    id: 'U0GUS',
    name: 'gus',
    realName: 'Gus Meyer',
    displayName: 'Gus',
    role: 'guest',
    isRestricted: true,
  },
]

/** The app's own user. */
export const appUser: PersonRecord = {
  ...someone,
  id: app.userId,
  name: app.name,
  realName: app.title,
  displayName: app.title,
  role: 'app',
  isBot: true,
}

/** The app has been invited to the approvals channel only, as after a real installation. */
export const defaultChannels: readonly ChannelRecord[] = [
  {
    id: 'C0GENERAL',
    name: 'general',
    kind: 'channel',
    members: ['U0RITA', 'U0ANNA', 'U0SAM', 'U0BEN', 'U0GUS'],
  },
  {
    id: 'C0APPROVE',
    name: 'dhcp-approvals',
    kind: 'channel',
    members: ['U0RITA', 'U0ANNA', 'U0SAM', 'U0BEN', app.userId],
  },
]
