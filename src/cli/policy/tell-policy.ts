import { policyOf } from '../../config/policy-of.ts'
import { parseAddress } from '../../inventory/address.ts'
import { parseMac } from '../../inventory/mac.ts'
import { parseName } from '../../inventory/name.ts'
import type { Parsed } from '../../inventory/parsed.ts'
import { parseAddress6 } from '../../inventory/typed-address6.ts'
import type { Delegation } from '../../request/delegation.ts'
import type { ChangeKind } from '../../request/policy-case.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import { unknownServer } from '../unknown-server.ts'
import type { PolicyTools } from './commands.ts'
import { explainPolicy } from './explain.ts'

const DONE = 0
const REFUSED = 1

/** People of the configuration are of one workspace, whichever that is. */
const TEAM = 'home'

/** What somebody would ask for, as it was typed. */
export interface PolicyQuestion {
  readonly kind: ChangeKind
  readonly name: string
  readonly mac: string | undefined
  readonly addresses: readonly string[]
}

export interface PolicyOptions {
  readonly config: string
  readonly as: string
  readonly server?: string
  readonly memberOf: readonly string[]
  readonly delegates: boolean
}

/**
 * Says which rules of the policy match, and what they come to.
 * @returns the exit code: 0 it may be asked for, 1 it is refused.
 * @throws ExplainedError for what is typed wrong
 */
export async function tellPolicy(
  { kind, name, mac, addresses: typed }: PolicyQuestion,
  { config, as, memberOf, delegates, ...options }: PolicyOptions,
  { load, delegations: ask, out }: PolicyTools,
): Promise<number> {
  if (mac !== undefined) required(parseMac(mac))
  const addresses = typed.map(addressOf)
  const { servers, names, policy } = await load(config)
  const requester = { team: TEAM, user: as }
  const server = serverOf(options.server, servers)
  // Only what is new must follow the rule for names.
  const written = required(parseName(name, kind === 'add' ? names : { ...names, pattern: undefined }))
  const { lines, isRefused } = explainPolicy(policyOf(policy, TEAM), {
    asked: { server, kinds: [kind], names: [written], addresses, requester },
    membership: new Map(memberOf.map((id) => [id, [requester]])),
    delegations: (delegates ? await ask(config) : []).map(ofHome),
  })
  const where = addresses.length === 0 ? '' : ` (${addresses.join(', ')})`
  out(`${as} asks on ${server}: ${kind} ${written}${where}\n\n${lines.join('\n')}\n`)
  return isRefused ? REFUSED : DONE
}

function ofHome(delegation: Delegation): Delegation {
  const { approver, delegate } = delegation
  return { ...delegation, approver: { ...approver, team: TEAM }, delegate: { ...delegate, team: TEAM } }
}

/** The first of the configuration, where none is named. */
function serverOf(named: string | undefined, servers: readonly string[]): string {
  const server = named ?? servers[0] ?? ''
  if (!servers.includes(server)) throw unknownServer(server, servers)
  return server
}

function addressOf(typed: string): string {
  return required(typed.includes(':') ? parseAddress6(typed) : parseAddress(typed))
}

function required<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value
  throw new ExplainedError(parsed.message, parsed.advice)
}
