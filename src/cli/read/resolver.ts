import { lookup } from 'node:dns/promises'

/** What a resolver says of a name: whether it has an IPv4 address; `undefined` where no answer came. */
export type Resolver = (name: string) => Promise<boolean | undefined>

/** This machine's resolver with all that it looks into, as dhcpd asks it when it needs the address of a name. */
export const systemResolver: Resolver = async (name) => {
  try {
    await lookup(name, { family: 4 })
    return true
  } catch (error) {
    return NO_ADDRESS.has((error as NodeJS.ErrnoException).code) ? false : undefined
  }
}

/** The answers that say that there is none; others (`EAI_AGAIN`, `ETIMEOUT`) say that nobody answered. */
const NO_ADDRESS: ReadonlySet<string | undefined> = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NONAME'])

/** How names are asked for. */
export interface Patience {
  /** How many at a time. */
  readonly atATime: number
  /** Aborted when no answer is waited for any more. */
  readonly deadline: AbortSignal
}

/** What came of asking for names. */
export interface Answers {
  readonly unresolvable: ReadonlySet<string>
  /** The names for which no answer came in time. */
  readonly unanswered: ReadonlySet<string>
}

/** Asks a resolver for names, a few at a time, and goes without the answers that have not come at the deadline. */
export async function askForNames(
  names: readonly string[],
  resolver: Resolver,
  { atATime, deadline }: Patience,
): Promise<Answers> {
  const unresolvable = new Set<string>()
  const unanswered = new Set(names)
  const waiting = names.values()
  async function askOn(): Promise<void> {
    for (const name of waiting) {
      if (deadline.aborted) return
      const hasAddress = await resolver(name)
      if (hasAddress !== undefined) unanswered.delete(name)
      if (hasAddress === false) unresolvable.add(name)
    }
  }
  await Promise.race([Promise.all(Array.from({ length: atATime }, askOn)), abortOf(deadline)])
  // Answers that come later must not change what the caller reads.
  return { unresolvable: new Set(unresolvable), unanswered: new Set(unanswered) }
}

function abortOf(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (signal.aborted) resolve()
  signal.addEventListener('abort', () => resolve(), { once: true })
  return promise
}
