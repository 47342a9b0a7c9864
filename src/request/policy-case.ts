import type { Person } from './person.ts'
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

/**
 * What a request means to the policy. A host that is edited stands here with its old and its new names and addresses. An
 * edit of its name, or of both its MAC address and its addresses, is a removal and an addition too: so nobody gets round a
 * rule about removals by making another host of one.
 */
export function caseOf({
  server,
  requester,
  proposal: { change },
}: Pick<Request, 'server' | 'requester' | 'proposal'>): PolicyCase {
  switch (change.kind) {
    case 'add': {
      const { name, address, moreAddresses = [] } = change
      return { server, kinds: ['add'], names: [name], addresses: [address, ...moreAddresses], requester }
    }
    default:
      return change.kind satisfies never
  }
}
