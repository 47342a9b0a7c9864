import { peopleOf } from './ask-people.ts'
import type { MineDesk } from './cli/mine/commands.ts'
import type { OwnerFiles } from './config/settings.ts'
import { openStore } from './store/store.ts'
import { hostsOf } from './usecases/hosts-of.ts'

/** Opens the bot's record beside the bot. Slack is asked only where user groups own hosts. */
export async function openMineDesk({
  person,
  team,
  slack,
  servers,
  store: place,
}: OwnerFiles): Promise<MineDesk> {
  const people = peopleOf(slack, () => performance.now())
  const { registrations, close } = await openStore(place)
  return { person, team, hostsOf: (whose) => hostsOf(whose, { registrations, people, servers }), close }
}
