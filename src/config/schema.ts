import { z } from 'zod'
import { applySchema } from './apply-schema.ts'
import { memberSchema } from './member-schema.ts'
import { policySchema } from './policy-schema.ts'
import { map, text, userId, wholeNumber } from './schema-parts.ts'
import { storeSchema } from './store-schema.ts'

/**
 * The shape of leasehold.yaml. The message of each check says what is expected there and where to get it; the rest
 * of the sentence ("expected …, found …") is put round it when problems are told.
 */

const channelId = text(
  /^[CG][A-Z0-9]+$/,
  'the id of a Slack channel such as C0123ABCD (at the bottom of the channel’s details in Slack)',
)

const slack = map('a map with the key approvals', {
  approvals: channelId,
  auditChannel: channelId.optional(),
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

/** The whole file. */
export const fileSchema = refuseUnknownServers(
  map('a map with the keys slack, servers and policy', {
    slack,
    servers,
    policy: policySchema,
    localUsers: z
      .record(z.string(), userId, 'a map of user names of this machine, each with the id of a Slack user')
      .default({}),
    store: storeSchema,
  }),
)

export type FileContent = z.infer<typeof fileSchema>

/** A rule about a server that there is not would never match, and nobody would notice. */
function refuseUnknownServers<T extends z.ZodType<Named>>(schema: T): T {
  return schema.check(({ value: { servers, policy }, issues }) => {
    const known = Object.keys(servers)
    for (const [index, { when }] of policy.rules.entries()) {
      for (const [place, name] of (when.server ?? []).entries()) {
        if (known.includes(name)) continue
        const path = ['policy', 'rules', index, 'when', 'server', place]
        issues.push({ code: 'custom', path, message: `one of the servers: ${known.join(', ')}`, input: name })
      }
    }
  })
}

/** As much of the file as names servers. */
interface Named {
  readonly servers: Readonly<Record<string, unknown>>
  readonly policy: {
    readonly rules: readonly { readonly when: { readonly server?: readonly string[] | undefined } }[]
  }
}
