import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../usecases/ports.ts'
import type { SlackDeps } from './deps.ts'
import { explainSlackError, type Home } from './home.ts'
import { apologise } from './listeners/apologise.ts'
import { bridgeLogger } from './logger.ts'
import { addRoutes } from './routes.ts'
import { onlyFromHome } from './trust.ts'

/** The app's way in: it listens from `start` to `stop`. */
export interface SlackApp {
  start(): Promise<void>
  stop(): Promise<void>
}

export interface SlackAccess {
  readonly botToken: string
  readonly appToken: string
  /** Where the Web API is, when it is not Slack's own. */
  readonly apiUrl: string | undefined
}

/**
 * A client that fails fast and says so: people wait for it, and what the outbox sends is tried again by the outbox,
 * so the default of retrying for half an hour would only hide a failure.
 */
export function createSlackClient(access: SlackAccess, log: Log): WebClient {
  return new WebClient(access.botToken, {
    ...where(access),
    logger: bridgeLogger(log),
    retryConfig: { retries: 1, minTimeout: 200, maxTimeout: 200 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
  })
}

/** Builds the app in Socket Mode. Nothing is connected before `start`. */
export function createSlackApp(
  access: SlackAccess,
  home: Home,
  client: WebClient,
  deps: SlackDeps,
): SlackApp {
  const logger = bridgeLogger(deps.log)
  const receiver = new SocketModeReceiver({
    appToken: access.appToken,
    logger,
    logLevel: LogLevel.WARN,
    installerOptions: { clientOptions: where(access) },
  })
  const authorization = {
    botToken: access.botToken,
    botId: home.botId,
    botUserId: home.botUser,
    teamId: home.team,
  }
  const app = new App({
    receiver,
    logger,
    authorize: async () => authorization,
    clientOptions: {
      ...where(access),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: 10_000,
    },
    extendedErrorHandler: true,
  })
  app.use(onlyFromHome(home, deps.log))
  addRoutes(app, deps)
  app.error(({ error, body }: { error: Error; body: object }) => apologise(error, body, client, deps.log))

  return {
    start: async () => {
      // Asked for once beforehand: the socket would try a wrong token again for ever, and say nothing.
      const socket = new WebClient(access.appToken, { ...where(access), retryConfig: { retries: 1 }, logger })
      await socket.apps.connections.open().catch((error) => {
        throw explainSlackError(error, 'SLACK_APP_TOKEN', APP_TOKEN_ADVICE)
      })
      await app.start()
    },
    stop: async () => {
      await app.stop()
    },
  }
}

const APP_TOKEN_ADVICE =
  'Make an App-Level Token (xapp-…) with the scope connections:write under "Basic Information" in the settings of your Slack app.'

function where(access: SlackAccess): WebClientOptions {
  return access.apiUrl === undefined ? {} : { slackApiUrl: access.apiUrl }
}
