import type { WebClient } from '@slack/web-api'
import type { Person } from '../request/person.ts'
import { allCircles, type Policy } from '../request/policy.ts'
import type { Circle } from '../request/who.ts'
import type { Log, People } from '../usecases/ports.ts'
import type { Home } from './home.ts'
import { silence } from './silence.ts'

type Client = Pick<WebClient, 'usergroups' | 'conversations'>

/** Milliseconds for which Slack's answer is believed. */
const BELIEVED = 60_000
/** Slack gives at most so many members of a channel at once. */
const PAGE = 1_000
/** A channel of more pages is everybody's, and no circle of approvers. */
const MOST_PAGES = 20

interface Known {
  readonly members: readonly Person[]
  readonly until: number
}

/**
 * Who belongs to user groups and is in channels, but for the bot itself. What takes Slack longer than a person can wait is unknown this time, and at
 * hand when they try again.
 * @param now milliseconds of a clock that never goes back.
 */
export function createCircles(
  client: Client,
  { team, botUser }: Pick<Home, 'team' | 'botUser'>,
  now: () => number,
  log: Log,
): People['membersOf'] {
  const known = new Map<string, Known>()
  const asking = new Map<string, Promise<readonly Person[] | 'unknown'>>()

  async function ask(circle: Circle): Promise<readonly Person[] | 'unknown'> {
    try {
      const users = circle.kind === 'group' ? await inGroup(client, circle) : await inChannel(client, circle)
      const members = users.filter((user) => user !== botUser).map((user) => ({ team, user }))
      known.set(circle.id, { members, until: now() + BELIEVED })
      return members
    } catch (error) {
      log.warn({ error, [circle.kind]: circle.id }, 'Slack did not say who belongs to a circle of the policy')
      return 'unknown'
    } finally {
      asking.delete(circle.id)
    }
  }

  return async (circle) => {
    const last = known.get(circle.id)
    if (last && last.until > now()) return last.members
    known.delete(circle.id)
    const answer = asking.get(circle.id) ?? ask(circle)
    asking.set(circle.id, answer)
    return (await Promise.race([answer, silence()])) ?? 'unknown'
  }
}

async function inGroup(client: Client, { id }: Circle): Promise<readonly string[]> {
  const { users } = await client.usergroups.users.list({ usergroup: id })
  if (!users) throw new Error('usergroups.users.list gave no users')
  return users
}

async function inChannel(client: Client, { id }: Circle): Promise<readonly string[]> {
  const all: string[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const place = cursor === undefined ? {} : { cursor }
    const answer = await client.conversations.members({ channel: id, limit: PAGE, ...place })
    if (!answer.members) throw new Error('conversations.members gave no members')
    all.push(...answer.members)
    cursor = answer.response_metadata?.next_cursor
    if (!cursor) return all
  }
  throw new Error(`the channel has more than ${MOST_PAGES * PAGE} members`)
}

/** Says in the log, when the bot starts, where Slack does not tell who belongs to a circle: what it decides cannot be decided. */
export async function warnOfUnknownCircles(
  policy: Policy,
  people: Pick<People, 'membersOf'>,
  log: Log,
): Promise<void> {
  const circles = allCircles(policy)
  const answers = await Promise.all(circles.map(people.membersOf))
  const unknown = circles.filter((_, index) => answers[index] === 'unknown').map(({ id }) => id)
  if (unknown.length === 0) return
  log.warn(
    { circles: unknown },
    `Slack does not say who belongs to groups or channels of the policy. ${ADVICE}`,
  )
}

const ADVICE =
  'User groups need a paid plan (else name users), private channels the bot in them, and both the scopes of manifest.yml.'
