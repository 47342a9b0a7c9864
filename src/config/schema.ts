import { z } from 'zod'
import { applySchema } from './apply-schema.ts'
import { memberSchema } from './member-schema.ts'
import { duration, map, text, wholeNumber } from './schema-parts.ts'
import { storeSchema } from './store-schema.ts'

/**
 * The shape of leasehold.yaml. The message of each check says what is expected there and where to get it; the rest
 * of the sentence ("expected …, found …") is put round it when problems are told.
 */

const slack = map('a map with the key approvals', {
  approvals: text(
    /^[CG][A-Z0-9]+$/,
    'the id of a Slack channel such as C0123ABCD (at the bottom of the channel’s details in Slack)',
  ),
  team: text(
    /^T[A-Z0-9]+$/,
    'the id of a Slack workspace such as T0123ABCD (in the address of the workspace in a browser)',
  ).optional(),
})

const oneOrTwo = 'a list of one member, or of the two of a failover pair'

const places = '{ after: last-host-of-subnet }, end, managed-block, { file: PATH } or { group: NAME }'

/** Where new hosts go; the same words as those of the planner. */
const place = z.union(
  [
    z.enum(['end', 'managed-block']),
    z.strictObject({ after: z.literal('last-host-of-subnet') }),
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({ group: z.string().min(1) }),
  ],
  { error: places },
)

const server = map('a map with the key members', {
  members: z
    .array(memberSchema, oneOrTwo)
    .min(1, oneOrTwo)
    .max(2, oneOrTwo)
    .refine(([first, second]) => !second || first?.host !== second.host || first.port !== second.port, {
      path: [1],
      error: 'another machine than the first member',
    }),
  place: place.default({ after: 'last-host-of-subnet' }),
  deadlineSeconds: wholeNumber(1, 3_600, 'a number of seconds, 1 to 3600').default(30),
  apply: applySchema.prefault({}),
})

const serverName = 'a name of lower-case letters, digits and hyphens that begins with a letter'

const servers = z
  .record(text(/^[a-z][a-z0-9-]*$/, serverName), server, 'a map of servers, each under its name')
  .refine((all) => Object.keys(all).length > 0, 'at least one server, under its name')

const user = text(
  /^[UW][A-Z0-9]+$/,
  'the id of a Slack user such as U0123ABCD (in the person’s profile: More, Copy member ID)',
)

const people = map('a map with the key users', {
  users: z
    .array(user, 'a list of Slack user ids')
    .min(1, 'at least one Slack user id')
    .refine((ids) => new Set(ids).size === ids.length, 'each user once'),
})

const rule = map('a map with the key approvers', {
  approvers: people,
  quorum: wholeNumber(1, Number.MAX_SAFE_INTEGER, 'how many must approve, 1 or more').default(1),
  expires: duration.prefault('7d'),
}).refine(({ approvers, quorum }) => quorum <= Math.max(approvers.users.length, 1), {
  path: ['quorum'],
  error: 'no more approvals than the rule has approvers',
})

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

/** The whole file. */
export const fileSchema = map('a map with the keys slack, servers and policy', {
  slack,
  servers,
  policy: map('a map with the key rules', {
    names: names.default({}),
    rules: z
      .array(rule, 'a list of rules that say who approves')
      .min(1, 'at least one rule that says who approves'),
    operators: people.optional(),
  }),
  localUsers: z
    .record(z.string(), user, 'a map of user names of this machine, each with the id of a Slack user')
    .default({}),
  store: storeSchema,
})

export type FileContent = z.infer<typeof fileSchema>

function isRegularExpression(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp
  } catch {
    return false
  }
}
