import type { Person } from '../../request/person.ts'
import type { OwnedHost } from '../../usecases/hosts-of.ts'
import { columns, jsonLines } from '../read/lines.ts'
import { teamMeant } from '../team-meant.ts'
import { unknownLocalUser } from '../unknown-local-user.ts'
import { withDesk } from '../with-desk.ts'
import type { MineDesk, MineFlags, MineTools } from './commands.ts'

const DONE = 0

/** `leasehold mine`: what a person owns. @returns the exit code. */
export function listMine({ as, json, config }: MineFlags, tools: MineTools): Promise<number> {
  return withDesk(tools.open(config), async (desk) => {
    const { hosts, unknown } = await desk.hostsOf(personMeant(as, desk, tools))
    if (unknown.length > 0) {
      tools.err(
        `Slack did not say who belongs to ${unknown.join(', ')}: what these groups own is left out.\n`,
      )
    }
    if (hosts.length === 0 && !json) tools.out('No host is registered as yours.\n')
    else tools.out(json ? jsonLines(hosts.map(hostObject)) : columns(hosts.map(hostRow)))
    return DONE
  })
}

function personMeant(as: string | undefined, desk: MineDesk, { localUser }: MineTools): Person {
  if (as !== undefined) return { team: teamMeant(desk), user: as }
  if (desk.person) return desk.person
  throw unknownLocalUser(localUser)
}

/** As `--json` prints it (docs/JSON.md). */
function hostObject({ server, name, addresses, owner, end }: OwnedHost): object {
  return { server, name, addresses, owner: owner.id, until: end ?? null }
}

function hostRow({ server, name, addresses, owner, end }: OwnedHost): string[] {
  return [server, addresses.join(',') || '-', name, owner.id, end === undefined ? '' : `until ${end}`]
}
