import type { WebClient } from '@slack/web-api'
import type { Person } from '../request/person.ts'
import type { Log, People } from '../usecases/ports.ts'
import { createCircles } from './circles.ts'
import type { Home } from './home.ts'
import { silence } from './silence.ts'
import { platformReason } from './slack-error.ts'

/** Slack's reasons that speak of the person and not of the call. */
const STRANGERS: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible'])
/** Milliseconds for which a member is believed to be one still. */
const BELIEVED = 60_000

/**
 * Who may ask and approve: full members of the home workspace. Guests, bots, deactivated people and people from
 * other teams are strangers; where Slack cannot be asked the answer is unknown, and callers refuse.
 * @param now milliseconds of a clock that never goes back.
 */
export function createPeople(
  client: Pick<WebClient, 'users' | 'usergroups' | 'conversations'>,
  home: Pick<Home, 'team' | 'botUser'>,
  now: () => number,
  log: Log,
): Omit<People, 'delegations'> {
  const believedUntil = new Map<string, number>()

  async function standing({ team, user }: Person): Promise<'member' | 'stranger' | 'unknown'> {
    if (team !== home.team) return 'stranger'
    if ((believedUntil.get(user) ?? Number.NEGATIVE_INFINITY) > now()) return 'member'
    const answer = await ask(client, user)
    if (answer === 'member') believedUntil.set(user, now() + BELIEVED)
    else believedUntil.delete(user)
    return answer
  }

  return { standing, membersOf: createCircles(client, home, now, log) }
}

async function ask(
  client: Pick<WebClient, 'users'>,
  user: string,
): Promise<'member' | 'stranger' | 'unknown'> {
  try {
    const facts = await Promise.race([client.users.info({ user }).then((answer) => answer.user), silence()])
    if (!facts) return 'unknown'
    const stranger =
      facts.deleted || facts.is_bot || facts.is_restricted || facts.is_ultra_restricted || facts.is_stranger
    return stranger ? 'stranger' : 'member'
  } catch (error) {
    return STRANGERS.has(platformReason(error) ?? '') ? 'stranger' : 'unknown'
  }
}
