import { App, LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt'
// Slack's own Web API client, the one inside Bolt: used directly where no interaction brings a client along.
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../usecases/ports.ts'
import type { SlackDeps } from './deps.ts'
import type { Home } from './home.ts'
import { createInFlight } from './in-flight.ts'
import { keepingHome } from './keep-home.ts'
import { apologise } from './listeners/apologise.ts'
import { bridgeLogger } from './logger.ts'
import { addRoutes } from './routes.ts'
import { onlyFromHome } from './trust.ts'

/** The app's way in: it listens from `start` to `stop`. */
export interface SlackApp {
  start(): Promise<void>
  /** Takes nothing more and waits for what is being answered. */
  stop(): Promise<void>
}

export interface SlackAccess {
  readonly botToken: string
  readonly appToken: string
  /** Where the Web API is, when it is not Slack's own. */
  readonly apiUrl: string | undefined
}

/**
 * A client that fails fast and says so: people wait for it, and what the outbox sends is tried again by the outbox.
 * The default of retrying for half an hour would hide a failure, and a message that was posted without Slack saying
 * so would be posted again at once.
 */
export function createSlackClient(token: string, access: Pick<SlackAccess, 'apiUrl'>, log: Log): WebClient {
  return new WebClient(token, { ...failFast(access), logger: bridgeLogger(log) })
}

/** Builds the app, in Socket Mode unless another way in is given. Nothing is connected before `start`. */
export function createSlackApp(
  access: SlackAccess,
  home: Home,
  client: WebClient,
  deps: SlackDeps,
  receiver: Receiver = socketReceiver(access, deps.log),
): SlackApp {
  const authorization = {
    botToken: access.botToken,
    botId: home.botId,
    botUserId: home.botUser,
    teamId: home.team,
  }
  const app = new App({
    receiver,
    logger: bridgeLogger(deps.log),
    authorize: async () => authorization,
    clientOptions: failFast(access),
    extendedErrorHandler: true,
  })
  const inFlight = createInFlight()
  app.use(onlyFromHome(home, deps.log))
  app.use(({ next }) => inFlight.track(next()))
  addRoutes(app, keepingHome(deps, client, inFlight))
  app.error(({ error, body }: { error: Error; body: object }) => apologise(error, body, client, deps.log))

  return {
    start: async () => {
      await app.start()
    },
    stop: async () => {
      await app.stop()
      await inFlight.settled()
    },
  }
}

function socketReceiver(access: SlackAccess, log: Log): Receiver {
  return new SocketModeReceiver({
    appToken: access.appToken,
    logger: bridgeLogger(log),
    logLevel: LogLevel.WARN,
    // The socket alone is tried again for ever: after an outage the bot must not stay deaf for long.
    installerOptions: {
      clientOptions: { ...where(access), retryConfig: { forever: true, factor: 1.3, maxTimeout: 30_000 } },
    },
  })
}

function failFast(access: Pick<SlackAccess, 'apiUrl'>): WebClientOptions {
  return { ...where(access), retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 10_000 }
}

function where(access: Pick<SlackAccess, 'apiUrl'>): WebClientOptions {
  return access.apiUrl === undefined ? {} : { slackApiUrl: access.apiUrl }
}
