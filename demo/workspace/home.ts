import { randomUUID } from 'node:crypto'
import { type ActResult, done, failed } from './acts.ts'
import type { HomeView } from './blocks/view.ts'
import type { Core } from './core.ts'
import { initialForm } from './form.ts'
import { verificationToken } from './payloads.ts'
import { app, type PersonRecord, team } from './people.ts'
import { directChannel, type HomeRecord, type State } from './state.ts'
import { type Json, wireHome } from './wire.ts'

/** Shows this view as the app's Home of one person from now on. */
export function publishHome(state: State, owner: string, view: HomeView): HomeRecord {
  const before = state.homes.get(owner)
  const home = {
    id: before?.id ?? state.nextId('V'),
    view,
    hash: state.nextTs(),
    form: initialForm(view.blocks),
    suggested: new Map(),
  }
  state.homes.set(owner, home)
  state.changed()
  return home
}

/**
 * Opens the app's Home tab. The app is told where it subscribed to that, and Slack says nothing to the person when
 * it does not answer: they see what was published before.
 */
export async function openHome(core: Core, userId: string): Promise<ActResult> {
  const person = core.state.people.get(userId)
  if (person === undefined || person.isDeleted) return failed('There is nobody to open it.')
  if (!core.homeTab) return failed('This app has no Home tab.')
  if (!core.events.includes(OPENED)) return done
  const delivery = await core.socket.deliver('events_api', openedPayload(core, person), false)
  return delivery.kind === 'acknowledged' ? done : failed('The app did not acknowledge the event.')
}

const OPENED = 'app_home_opened'

/** The Events API's envelope round app_home_opened. The view is in it once one was published. */
function openedPayload(core: Core, person: PersonRecord): Json {
  const { state } = core
  const home = state.homes.get(person.id)
  const eventTs = state.nextTs()
  return {
    token: verificationToken,
    team_id: team.id,
    api_app_id: app.id,
    event: {
      type: OPENED,
      user: person.id,
      channel: directChannel(state, person.id).id,
      tab: 'home',
      ...(home === undefined ? {} : { view: wireHome(home) }),
      event_ts: eventTs,
    },
    type: 'event_callback',
    event_id: `Ev${randomUUID()}`,
    event_time: Math.floor(Number(eventTs)),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  }
}
