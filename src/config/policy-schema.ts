import { z } from 'zod'
import { isNetwork } from '../request/network.ts'
import { CHANGE_KINDS } from '../request/policy-case.ts'
import { duration, map, text, userId, wholeNumber } from './schema-parts.ts'

const group = text(
  /^S[A-Z0-9]+$/,
  'the id of a Slack user group such as S0123ABCD (in the group’s menu: Copy group ID)',
)

const channel = text(
  /^[CG][A-Z0-9]+$/,
  'the id of a Slack channel such as C0123ABCD (at the bottom of the channel’s details in Slack)',
)

const users = z
  .array(userId, 'a list of Slack user ids')
  .min(1, 'at least one Slack user id')
  .refine((ids) => new Set(ids).size === ids.length, 'each user once')

/** People by name alone: no circle of Slack may be asked for them. */
export const named = map('a map with the key users', { users })

const anybody = 'a map with one or more of the keys users, group and channel'

/** Some people: by name, as the members of user groups, as those who are in channels, or all of these. */
const who = map(anybody, {
  users: users.optional(),
  group: oneOrMore(group).optional(),
  channel: oneOrMore(channel).optional(),
}).refine((given) => Object.values(given).some((value) => value !== undefined), {
  error: anybody,
  // A mistyped key is told as that alone.
  when: ({ issues }) => issues.length === 0,
})

export type WhoContent = z.infer<typeof who>

const kinds = `one of ${CHANGE_KINDS.join(', ')}, or a list of them`
const networks = 'a network such as 10.20.0.0/16 or 2001:db8::/32, no bit set behind its length'

/** When a rule matches. A key that is left out matches everything. */
const conditions = map('a map with the keys change, server, subnet, name and requester', {
  change: oneOrMore(z.enum(CHANGE_KINDS, kinds)).optional(),
  server: oneOrMore(z.string('the name of a server, or a list of names')).optional(),
  subnet: oneOrMore(z.string(networks).refine(isNetwork, networks)).optional(),
  name: z
    .string('a regular expression for the whole name, in quotes')
    .refine(isRegularExpression, 'a valid regular expression')
    .optional(),
  requester: oneOrMore(who).optional(),
})

const rule = map('a map with the key approvers', {
  name: text(/\S/, 'how people call the rule').max(75, 'at most 75 characters').optional(),
  when: conditions.default({}),
  approvers: who.optional(),
  quorum: wholeNumber(1, Number.MAX_SAFE_INTEGER, 'how many must approve, 1 or more').default(1),
  approve: z.literal('automatically', 'automatically, or no approve').optional(),
  expires: duration.prefault('7d'),
  remind: duration.optional(),
  remindPeople: duration.optional(),
})
  .refine(({ approvers, approve }) => approvers !== undefined || approve !== undefined, {
    path: ['approvers'],
    error: `${anybody}, or approve: automatically`,
  })
  .refine(({ approvers, quorum }) => quorum <= mostApprovals(approvers), {
    path: ['quorum'],
    error: 'no more approvals than the rule has approvers',
  })
  .refine(({ expires, remind }) => remind === undefined || remind < expires, {
    path: ['remind'],
    error: 'a shorter time than the one until it expires',
  })
  .refine(
    ({ expires, remind = 0, remindPeople: second }) =>
      second === undefined || (remind < second && second < expires),
    {
      path: ['remindPeople'],
      error: 'a longer time than that of remind, and a shorter one than that until it expires',
    },
  )

const names = map('a map with the keys pattern and domain', {
  pattern: z
    .string('a regular expression, in quotes')
    .refine(isRegularExpression, 'a valid regular expression')
    .optional(),
  domain: text(
    /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i,
    'a DNS domain such as example.net, without a leading or trailing dot',
  ).optional(),
})

const some = 'a number of requests, 1 to 100000'

/** Who may ask, who must approve what, and how hosts are named. */
export const policySchema = map('a map with the key rules', {
  names: names.default({}),
  requesters: who.optional(),
  limits: map('a map with the keys openPerPerson and openInAll', {
    openPerPerson: wholeNumber(1, 100_000, some).default(20),
    openInAll: wholeNumber(1, 100_000, some).default(1_000),
  }).prefault({}),
  rules: z
    .array(rule, 'a list of rules that say who approves')
    .min(1, 'at least one rule that says who approves')
    .refine((rules) => new Set(rules.map(nameOf)).size === rules.length, 'each name of a rule once'),
  operators: named.optional(),
  ends: map('a map with the key ask', { ask: duration.prefault('14d') }).prefault({}),
  emergency: map('a map with the keys users and review', {
    users,
    review: duration.prefault('1d'),
  }).optional(),
})

export type PolicyContent = z.infer<typeof policySchema>

/** What people call a rule, by its place in the list where it has no name. */
export function nameOf({ name }: { readonly name?: string | undefined }, index: number): string {
  return name ?? `rule ${index + 1}`
}

/** One, or a list of at least one; always a list once it is read. */
function oneOrMore<T extends z.ZodType>(one: T) {
  return z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(one),
  )
}

/** Nobody knows here how many a group or channel has. */
function mostApprovals(approvers: WhoContent | undefined): number {
  if (!approvers || approvers.group || approvers.channel) return Number.POSITIVE_INFINITY
  return Math.max(approvers.users?.length ?? 0, 1)
}

function isRegularExpression(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp
  } catch {
    return false
  }
}
