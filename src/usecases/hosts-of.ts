import { compareAddresses } from '../inventory/address.ts'
import { hostIn } from '../request/host-in.ts'
import { groupOf, isOwnedBy } from '../request/owner.ts'
import type { Person } from '../request/person.ts'
import type { Registration } from '../request/registration.ts'
import type { People, RegisteredHost, RegistrationStore } from './ports.ts'
import { resolveMembership } from './resolve-policy.ts'

/** A registration as whoever owns it is shown it. */
export interface OwnedHost extends Registration {
  /** As it was last applied: what was changed by hand since is told as drift. */
  readonly addresses: readonly string[]
}

export interface OwnedHosts {
  /** By server, then by address as numbers. */
  readonly hosts: readonly OwnedHost[]
  /** Ids of user groups that own hosts too, of which Slack did not say who belongs to them. */
  readonly unknown: readonly string[]
}

export interface OwnedDeps {
  readonly registrations: Pick<RegistrationStore, 'all'>
  readonly people: Pick<People, 'membersOf'>
  readonly servers: readonly string[]
}

/** What a person owns on these servers, directly or through a user group. */
export async function hostsOf(
  person: Person,
  { registrations, people, servers }: OwnedDeps,
): Promise<OwnedHosts> {
  const all = (await Promise.all(servers.map((server) => registrations.all(server)))).flat()
  const groups = all.flatMap(({ owner }) => groupOf(owner) ?? [])
  const membership = await resolveMembership(groups, people)
  const own = all.filter(({ owner }) => isOwnedBy(owner, person, membership) === 'yes')
  return {
    hosts: own.map(withAddresses).toSorted(byServerAndAddress),
    unknown: [...new Set(groups.map(({ id }) => id))].filter((id) => !membership.has(id)),
  }
}

function withAddresses({ text, ...registration }: RegisteredHost): OwnedHost {
  const host = text === undefined ? undefined : hostIn(text)?.host
  return { ...registration, addresses: host ? [...host.addresses, ...host.addresses6] : [] }
}

function byServerAndAddress(a: OwnedHost, b: OwnedHost): number {
  if (a.server !== b.server) return a.server < b.server ? -1 : 1
  return compareAddresses(a.addresses[0] ?? '', b.addresses[0] ?? '') || (a.name < b.name ? -1 : 1)
}
