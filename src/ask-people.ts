import type { RequestFiles } from './config/settings.ts'
import { createSlackClient } from './slack/app.ts'
import { findHome } from './slack/home.ts'
import { createPeople } from './slack/people.ts'
import type { Log, People } from './usecases/ports.ts'

/** What Slack does not say is told as what comes of it. */
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** Slack, for a command line beside the bot: asked only when somebody has a question. */
export function peopleOf(slack: RequestFiles['slack'], now: () => number): AskedPeople {
  return slack ? askedOf(slack, now) : NOBODY_ASKED
}

/** What Slack knows of people. */
export type AskedPeople = Omit<People, 'delegations'>

/** Without Slack it is not known who anybody is, or who belongs to a group or a channel. */
const NOBODY_ASKED: AskedPeople = { standing: async () => 'unknown', membersOf: async () => 'unknown' }

/** Finds out who we are at the first question, and once. Its answers reject with SlackUnavailable where the token is wrong. */
function askedOf({ botToken, apiUrl }: NonNullable<RequestFiles['slack']>, now: () => number): AskedPeople {
  const client = createSlackClient(botToken, { apiUrl }, silent)
  let known: Promise<AskedPeople> | undefined
  const people = () => {
    known ??= findHome(client).then((home) => createPeople(client, home, now, silent))
    return known
  }
  return {
    standing: async (person) => (await people()).standing(person),
    membersOf: async (circle) => (await people()).membersOf(circle),
  }
}
