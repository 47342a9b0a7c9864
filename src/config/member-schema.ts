import { z } from 'zod'
import { map, path, secretPlaces, text, wholeNumber } from './schema-parts.ts'

const fingerprint = text(
  /^SHA256:[A-Za-z0-9+/]{43}$/,
  'the fingerprint of its host key, SHA256:… (there: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub)',
)

const elsewhere = 'where the passphrase is, as { env: NAME } or { file: PATH }; it never stands in this file'

/** One machine that is logged in to: where, as whom, with what, and how it is known to be the right one. */
const hop = {
  host: text(/^[A-Za-z0-9][A-Za-z0-9.:-]*$/, 'the name or address of a machine'),
  port: wholeNumber(1, 65_535, 'the port of its SSH server, 1 to 65535').default(22),
  user: text(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'the user to log in as'),
  key: path.optional(),
  passphrase: z.union(secretPlaces, { error: elsewhere }).optional(),
  agent: z
    .union([z.literal(true), path], {
      error: 'true, for the agent that SSH_AUTH_SOCK names, or the path of its socket',
    })
    .optional(),
  hostKey: fingerprint.optional(),
  knownHosts: path.optional(),
}

type Login = z.infer<z.ZodObject<typeof hop, z.core.$strict>>

/** What no single key can say: which of them go together. */
function refuseHalves<T extends z.ZodType<Login>>(schema: T): T {
  return schema
    .refine((given) => (given.key === undefined) !== (given.agent === undefined), {
      path: ['key'],
      error: 'either key, a private key’s path, or agent',
    })
    .refine((given) => given.passphrase === undefined || given.key !== undefined, {
      path: ['passphrase'],
      error: 'a passphrase only beside key',
    })
    .refine((given) => (given.hostKey === undefined) !== (given.knownHosts === undefined), {
      path: ['hostKey'],
      error: 'either hostKey, its fingerprint (SHA256:…), or knownHosts, a known_hosts file',
    })
}

const jumpHost = refuseHalves(map('a map with the keys host, user, key and hostKey', hop))

/** A machine that runs dhcpd, and how it is reached. */
export const memberSchema = refuseHalves(
  map('a map with the keys host, user, key and hostKey', {
    ...hop,
    jump: z
      .array(jumpHost, 'a list of the machines to go through, in their order')
      .min(1, 'at least one machine to go through, or no jump')
      .optional(),
    command: text(/^[^\r\n\0]+$/, 'the command that runs the helper, in one line').default(
      'sudo -n /usr/local/sbin/leasehold-helper',
    ),
    trial: z
      .union(
        [
          z.boolean(),
          z.strictObject({
            folder: text(/^\/[A-Za-z0-9._/-]+$/, 'an absolute path').optional(),
            settings: path.optional(),
          }),
        ],
        {
          error:
            'true, or a map of folder (absolute, on the server) and settings (a file with the helper’s settings)',
        },
      )
      .default(false),
  }),
)

export type MemberContent = z.infer<typeof memberSchema>
export type HopContent = z.infer<typeof jumpHost>
