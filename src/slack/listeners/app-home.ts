import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Person } from '../../request/person.ts'
import { membersWithin } from '../../usecases/members.ts'
import { ServerUnreachable } from '../../usecases/ports.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { publishHome } from '../publish-home.ts'
import type { ButtonArgs } from './card-buttons.ts'
import { openFormFor } from './open-form-for.ts'
import { personOf } from './person.ts'

/** Facts this old (milliseconds) are fresh enough for an overview. */
const FRESH = 60_000
/** Whoever looks at their Home is shown what servers answer within so many milliseconds. */
const PATIENCE = 10_000

/** A person opens the Home tab: it shows what is at hand, and then what the servers say where that was old. */
export async function showHome(
  { event, body, client }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs,
  deps: SlackDeps,
): Promise<void> {
  if (event.tab !== 'home') return
  await show({ team: body.team_id, user: event.user }, client, deps)
}

/** Refresh, in the Home. */
export async function refreshHome({ ack, body, client }: ButtonArgs, deps: SlackDeps): Promise<void> {
  await ack()
  await show(personOf(body), client, deps)
}

/** Register a host, in the Home: the same form as by the command. */
export async function registerFromHome(
  { ack, body, action, client }: ButtonArgs,
  deps: SlackDeps,
): Promise<void> {
  await ack()
  const from = { person: personOf(body), trigger: body.trigger_id, client }
  await openFormFor(from, { server: action.value ?? '' }, deps)
}

async function show(person: Person, client: Pick<WebClient, 'views'>, deps: SlackDeps): Promise<void> {
  const old = deps.desks.filter(({ cache }) => cache.age() > FRESH)
  const isMember = await publishHome(person, client, deps)
  if (!isMember || old.length === 0) return
  const read = await Promise.all(old.map((desk) => readAgain(desk, deps)))
  if (read.includes(true)) await publishHome(person, client, deps)
}

async function readAgain(desk: ServerDesk, { log }: Pick<SlackDeps, 'log'>): Promise<boolean> {
  try {
    return (await membersWithin(desk, FRESH, PATIENCE)) !== undefined
  } catch (error) {
    if (!(error instanceof ServerUnreachable)) throw error
    log.warn({ error, server: desk.name }, 'reading the server failed')
    return false
  }
}
