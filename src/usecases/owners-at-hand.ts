import { isOwnerId, type Tenure } from '../dhcpd/tenure.ts'
import type { ChangeInput } from '../inventory/check-change.ts'
import type { Finding } from '../inventory/finding.ts'
import { finding } from '../inventory/said.ts'
import { groupOf, type Owner, personOf } from '../request/owner.ts'
import type { Person } from '../request/person.ts'
import type { People, RegistrationStore } from './ports.ts'

/** Whose the hosts are in the record that are to be changed, by their names. */
export function tenuresOf(
  inputs: readonly ChangeInput[],
  server: string,
  registrations: Pick<RegistrationStore, 'tenures'>,
): Promise<ReadonlyMap<string, Tenure>> {
  const targets = inputs.flatMap((input) => (input.kind === 'add' ? [] : [input.target]))
  return registrations.tenures(server, targets)
}

/**
 * Findings for owners of whom Slack says that nobody could answer for a host there: who has left, guests and bots, groups without
 * members. Who asks is known, what Slack does not say is let through, and what is written again is whose it was.
 */
export async function strangersAmong(
  inputs: readonly ChangeInput[],
  asker: Person,
  people: Pick<People, 'standing' | 'membersOf'>,
): Promise<readonly Finding[]> {
  const ids = inputs.map((input) =>
    input.kind === 'remove' || 'restores' in input ? undefined : input.owner?.trim(),
  )
  const given = new Set(ids.filter((id) => id !== undefined && id !== asker.user && isOwnerId(id)))
  const strangers = new Set<string | undefined>()
  for (const id of given) {
    if ((await standingOf({ team: asker.team, id: id ?? '' }, people)) === 'left') strangers.add(id)
  }
  return ids.flatMap((id, change) => {
    if (!strangers.has(id)) return []
    const message = `\`${id}\` is no full member of this workspace, or a user group without members.`
    const found = finding('owner', 'owner-stranger', message, 'Choose somebody who can answer for the host.')
    return [inputs.length > 1 ? { ...found, change } : found]
  })
}

/** Whether somebody still can answer for what an owner has: a full member, or a group with members. */
export async function standingOf(
  owner: Owner,
  { standing, membersOf }: Pick<People, 'standing' | 'membersOf'>,
): Promise<'there' | 'left' | 'unknown'> {
  const person = personOf(owner)
  const group = groupOf(owner)
  if (person) {
    const answer = await standing(person)
    return answer === 'unknown' ? 'unknown' : answer === 'member' ? 'there' : 'left'
  }
  const members = group ? await membersOf(group) : 'unknown'
  return members === 'unknown' ? 'unknown' : members.length > 0 ? 'there' : 'left'
}
