import type { WebClient } from '@slack/web-api'
import type { Person } from '../request/person.ts'
import type { SlackDeps } from './deps.ts'
import { refusePerson } from './listeners/person.ts'
import { permalinkIn } from './permalink.ts'
import { homeView, refusingHomeView } from './views/app-home.ts'

/**
 * Shows a person their Home as things stand, from what is at hand.
 * @returns whether they may use the bot: if not, it says why
 */
export async function publishHome(
  person: Person,
  client: Pick<WebClient, 'views'>,
  { people, overview, workspaceUrl }: Pick<SlackDeps, 'people' | 'overview' | 'workspaceUrl'>,
): Promise<boolean> {
  const refusal = await refusePerson(people, person)
  const view =
    refusal === undefined
      ? homeView(await overview(person), permalinkIn(workspaceUrl))
      : refusingHomeView(refusal)
  await client.views.publish({ user_id: person.user, view })
  return refusal === undefined
}
