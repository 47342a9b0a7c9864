import { type KeaFinding, when } from './kea-rule.ts'
import type { Said } from './statements.ts'

/** `allow`, `deny` and `ignore`, in a pool and elsewhere. */
export function permissionInKea(said: Said): KeaFinding | undefined {
  const { around, keyword, words } = said
  return around.at(-1)?.startsWith('pool')
    ? permitOfPool(`${keyword} ${words.join(' ')}`.toLowerCase(), words)
    : permission(keyword === 'allow', words.join(' ').toLowerCase())
}

/** Whom a pool's permit may name that no class of Kea can. */
const NOT_IN_KEA: ReadonlySet<string | undefined> = new Set(['after', 'authenticated', 'unauthenticated'])

function permitOfPool(said: string, [who = '', what]: readonly string[]): KeaFinding {
  const message = `The pool says \`${said}\`.`
  if (NOT_IN_KEA.has(who.toLowerCase())) return { code: 'kea-pool-permit-missing', message }
  const isBootp = who.toLowerCase() === 'dynamic' && what?.toLowerCase() === 'bootp'
  return { code: isBootp ? 'kea-bootp' : 'kea-pool-permit', message }
}

/** What is not as dhcpd has it by itself (man 5 dhcpd.conf, “ALLOW AND DENY”), and how Kea says it. */
const DENIED: Readonly<Record<string, string>> = {
  booting: 'put such clients into the class DROP',
  'unknown-clients': 'let pools or subnets have the class KNOWN in `client-classes`',
  'client-updates': 'set `ddns-override-client-update`',
  duplicates: 'leave it out: a client has one lease in each subnet',
  declines: 'set `decline-probation-period`',
}

function permission(isAllowed: boolean, what: string): KeaFinding | undefined {
  if (what === 'bootp' || what === 'dynamic-bootp') {
    return when(isAllowed, 'kea-bootp', `\`allow ${what}\` is set.`)
  }
  if (isAllowed) {
    const message = 'Questions about leases are answered: in Kea, load the lease_query hook library.'
    return when(what === 'leasequery', 'kea-permission', message)
  }
  const inKea = denied.get(what)
  return inKea === undefined
    ? undefined
    : { code: 'kea-permission', message: `\`${what}\` is denied: in Kea, ${inKea}.` }
}

const denied: ReadonlyMap<string, string> = new Map(Object.entries(DENIED))
