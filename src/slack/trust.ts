import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt'
import type { Log } from '../usecases/ports.ts'
import type { Home } from './home.ts'

type Body = AnyMiddlewareArgs['body']

/**
 * Drops every payload that does not name our app and our workspace: a user id means nothing outside of it. Slack lets
 * shortcuts name no app; they come over our app's own socket, as all else does.
 */
export function onlyFromHome(home: Home, log: Log) {
  return async ({ body, next }: AnyMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const isOurs = appOf(body) === home.appId || (isShortcut(body) && appOf(body) === undefined)
    if (isOurs && teamOf(body) === home.team) return next()
    log.warn(
      { app: appOf(body), team: teamOf(body), type: Reflect.get(body, 'type') },
      'a foreign payload was dropped',
    )
  }
}

function isShortcut(body: Body): boolean {
  const type: unknown = Reflect.get(body, 'type')
  return type === 'shortcut' || type === 'message_action'
}

function appOf(body: Body): unknown {
  return Reflect.get(body, 'api_app_id')
}

function teamOf(body: Body): unknown {
  const team = Reflect.get(body, 'team')
  return (
    Reflect.get(body, 'team_id') ??
    (typeof team === 'object' && team !== null ? Reflect.get(team, 'id') : undefined)
  )
}
