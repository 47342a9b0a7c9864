import type { Change } from '../inventory/change.ts'
import { hostIn } from './host-in.ts'
import type { Person } from './person.ts'
import type { HostPlan } from './plan.ts'
import type { Request } from './request.ts'

/** What is done to a host. */
export const CHANGE_KINDS = ['add', 'edit', 'remove'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** All that the conditions of a rule look at, whatever a change looks like. */
export interface PolicyCase {
  readonly server: string
  readonly kinds: readonly ChangeKind[]
  /** The names that the host has, and will have. */
  readonly names: readonly string[]
  /** The addresses that it has, and will have. */
  readonly addresses: readonly string[]
  readonly requester: Person
}

/** What a request means to the policy: a case for each of its changes, as each of them needs a rule. */
export function casesOf({
  server,
  requester,
  proposal: { changes, hosts },
}: Pick<Request, 'server' | 'requester' | 'proposal'>): readonly PolicyCase[] {
  return changes.map((change, index) => ({ server, requester, ...meaningOf(change, hosts[index]) }))
}

/**
 * A host that is edited stands here with its old and its new names and addresses. An edit of its name, or of both its MAC
 * address and its addresses, is a removal and an addition too: so nobody gets round a rule about removals by making
 * another host of one.
 */
function meaningOf(
  change: Change,
  plan: HostPlan | undefined,
): Pick<PolicyCase, 'kinds' | 'names' | 'addresses'> {
  switch (change.kind) {
    case 'add': {
      const { name, address, moreAddresses = [] } = change
      return { kinds: ['add'], names: [name], addresses: [address, ...moreAddresses] }
    }
    case 'edit': {
      const { name, mac, addresses, addresses6 } = change.change
      const moved = addresses ?? addresses6
      const isAnother = name !== undefined || (mac !== undefined && moved !== undefined)
      return {
        kinds: isAnother ? ['edit', 'remove', 'add'] : ['edit'],
        names: name === undefined ? [change.target] : [change.target, name],
        addresses: [...new Set([...addressesBefore(plan), ...(moved ?? [])])],
      }
    }
    case 'remove':
      return { kinds: ['remove'], names: [change.target], addresses: addressesBefore(plan) }
    default:
      return change satisfies never
  }
}

function addressesBefore(plan: HostPlan | undefined): readonly string[] {
  const host = plan?.before === undefined ? undefined : hostIn(plan.before)?.host
  return host ? [...host.addresses, ...host.addresses6] : []
}
