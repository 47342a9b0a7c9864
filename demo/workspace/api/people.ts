import { z } from 'zod'
import { app, team } from '../people.ts'
import { wirePerson } from '../wire.ts'
import { accepted, flag, method, refused } from './method.ts'

export const peopleMethods = {
  'users.info': method(
    'users:read',
    { team_id: z.string().optional(), user: z.string(), include_locale: flag.optional() },
    (core, args) => {
      const person = core.state.people.get(args.user)
      if (person === undefined) return refused('user_not_found')
      return accepted({ user: wirePerson(person, core.state.now()) })
    },
  ),

  'usergroups.users.list': method(
    'usergroups:read',
    { team_id: z.string().optional(), usergroup: z.string(), include_disabled: flag.optional() },
    (core, args) => {
      if (core.state.groups === undefined) return refused('plan_upgrade_required')
      const group = core.state.groups.get(args.usergroup)
      if (group === undefined || (group.isDisabled && args.include_disabled !== true)) {
        return refused('no_such_subteam')
      }
      return accepted({ users: group.members })
    },
  ),

  'bots.info': method(
    'users:read',
    { team_id: z.string().optional(), bot: z.string().optional() },
    (_core, args) =>
      args.bot === app.botId
        ? accepted({
            bot: { id: app.botId, app_id: app.id, user_id: app.userId, name: app.name, deleted: false },
          })
        : refused('bot_not_found'),
  ),

  'auth.test': method(undefined, { team_id: z.string().optional() }, (core) =>
    accepted({
      url: `${core.origin()}/`,
      team: team.name,
      team_id: team.id,
      user: app.name,
      user_id: app.userId,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  ),

  'apps.connections.open': method(
    undefined,
    { team_id: z.string().optional() },
    (core) =>
      accepted({
        url: `${core.origin().replace('http', 'ws')}/link/?ticket=${core.socket.issueTicket()}&app_id=${app.id}`,
      }),
    'app',
  ),

  'api.test': {
    token: 'none' as const,
    scopes: [],
    call: (_core: unknown, args: Readonly<Record<string, unknown>>) =>
      typeof args.error === 'string' ? refused(args.error, { args }) : accepted({ args }),
  },
}
