import { StoreError } from './store-error.ts'

type Reason = readonly [what: string, advice: string]

/** Any failure to open a store in PostgreSQL, in words for people. */
export function explainPostgres(error: unknown, name: string): StoreError {
  const reason = reasonFor(error) ?? [messageOf(error), 'Look at the log of the database server.']
  return toStoreError(error, name, reason)
}

/** A failure in the course of work: in words for people where the database is to blame; else it stays what it is. */
export function explainWork(error: unknown, name: string): unknown {
  const reason = reasonFor(error)
  return reason ? toStoreError(error, name, reason) : error
}

function toStoreError(error: unknown, name: string, [what, advice]: Reason): StoreError {
  if (error instanceof StoreError) return error
  return new StoreError(`The store ${name} cannot be used: ${what}.`, advice, { cause: error })
}

function reasonFor(error: unknown): Reason | undefined {
  const { code = '' } = error as { code?: string }
  return BY_CODE[code] ?? BY_MESSAGE.find(([pattern]) => pattern.test(messageOf(error)))?.[1]
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const WAIT = 'Leasehold connects again by itself. Look at the database server if it stays so.'
const AWAY: Reason = [
  'nobody answers there',
  'Start the database server, or correct host and port in `store.postgres`.',
]
const CUT: Reason = ['the connection was cut', WAIT]
const SLOW: Reason = ['it took too long to answer', WAIT]
const PASSWORD: Reason = [
  'it refuses the user or the password',
  'Correct them in `store.postgres`. In a URL, characters such as @ : / # % are written as %40 %3A %2F %23 %25.',
]

/** Node's codes for the network, PostgreSQL's for what the server says. */
const BY_CODE: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: AWAY,
  ENOENT: AWAY,
  EHOSTUNREACH: AWAY,
  ENETUNREACH: AWAY,
  ETIMEDOUT: AWAY,
  ENOTFOUND: ['there is no machine of that name', 'Correct the host in `store.postgres`.'],
  EAI_AGAIN: ['the name of its machine cannot be looked up now', 'Look at the DNS of this machine.'],
  ECONNRESET: CUT,
  EPIPE: CUT,
  '08000': CUT,
  '08003': CUT,
  '08006': CUT,
  '25006': [
    'it can only be read, as a standby can',
    'Let `store.postgres` name the server that takes writes.',
  ],
  '28000': [
    'it does not let this user in from here',
    'Make the user, or look at pg_hba.conf on the database server.',
  ],
  '28P01': PASSWORD,
  '3D000': [
    'there is no such database',
    'Make it, owned by the user that Leasehold connects as: createdb --owner USER NAME.',
  ],
  '42501': [
    'this user may not do there what is needed',
    'Make it the owner of the database: alter database NAME owner to USER.',
  ],
  '53100': ['its disk is full', 'Make room on the database server.'],
  '53300': ['it takes no more connections', 'Raise max_connections on the database server, or end others.'],
  '55P03': SLOW,
  '57014': SLOW,
  '57P01': CUT,
  '57P02': CUT,
  '57P03': ['it is starting or stopping', WAIT],
  '57P05': CUT,
}

/** What the driver says without a code. */
const BY_MESSAGE: readonly (readonly [RegExp, Reason])[] = [
  [/due to connection timeout/, AWAY],
  [/timeout exceeded when trying to connect/, SLOW],
  [/Query read timeout/, SLOW],
  [/Connection terminated|not queryable/, CUT],
  [/password must be a (non-empty )?string/, PASSWORD],
  [
    /does not support SSL/,
    ['it speaks no TLS', 'Switch TLS on there, or take sslmode out of the URL in `store.postgres`.'],
  ],
  [
    /certificate|altnames/i,
    [
      'its certificate is not trusted',
      'Give the authority that signed it: sslmode=verify-full&sslrootcert=FILE in the URL in `store.postgres`.',
    ],
  ],
]
