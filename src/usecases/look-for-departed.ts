import type { Owner } from '../request/owner.ts'
import { standingOf } from './owners-at-hand.ts'
import type { Clock, Log, People, RegisteredHost, RegistrationStore } from './ports.ts'

export interface DepartedDeps {
  readonly registrations: Pick<RegistrationStore, 'all' | 'noteDeparted'>
  readonly people: People
  readonly clock: Clock
  readonly deliver: () => void
  readonly log: Log
}

/**
 * Looks who owns hosts and can answer for them no more, and tells of each once, and again when their hosts are others. Where
 * Slack does not say it, what was told stands.
 */
export async function lookForDeparted(servers: readonly string[], deps: DepartedDeps): Promise<void> {
  for (const server of servers) {
    const departed = []
    const unsure: Owner[] = []
    for (const { owner, hosts } of byOwner(await deps.registrations.all(server))) {
      // One after the other: Slack is asked for each, and answers so many a minute.
      const standing = await standingOf(owner, deps.people)
      if (standing === 'left') departed.push({ owner, hosts })
      else if (standing === 'unknown') unsure.push(owner)
    }
    if (!(await deps.registrations.noteDeparted(server, { departed, unsure }, deps.clock()))) continue
    deps.log.warn({ server, owners: departed.map(({ owner }) => owner.id) }, 'owners of hosts have left')
    deps.deliver()
  }
}

function byOwner(registrations: readonly RegisteredHost[]) {
  const groups = Map.groupBy(registrations, ({ owner }) => JSON.stringify([owner.team, owner.id]))
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    return first ? [{ owner: first.owner, hosts: own.map(({ name }) => name) }] : []
  })
}
