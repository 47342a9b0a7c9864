import { ErrorCode, type WebClient } from '@slack/web-api'

/** The workspace and the app that we are, as Slack tells: every payload must name both. */
export interface Home {
  readonly team: string
  readonly teamName: string
  readonly appId: string
  readonly botId: string
  readonly botUser: string
}

/** Slack cannot be used. `message` and `advice` are fit to be shown. */
export class SlackUnavailable extends Error {
  override readonly name = 'SlackUnavailable'
  readonly advice: string
  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options)
    this.advice = advice
  }
}

/**
 * Asks Slack who we are.
 * @throws SlackUnavailable saying which token or link is wrong.
 */
export async function findHome(client: WebClient): Promise<Home> {
  try {
    const identity = await client.auth.test()
    const { bot } = await client.bots.info({ bot: identity.bot_id ?? '' })
    if (!identity.team_id || !identity.bot_id || !identity.user_id || !bot?.app_id) {
      throw new SlackUnavailable('Slack did not say which app this token is of.', BOT_TOKEN_ADVICE)
    }
    return {
      team: identity.team_id,
      teamName: identity.team ?? identity.team_id,
      appId: bot.app_id,
      botId: identity.bot_id,
      botUser: identity.user_id,
    }
  } catch (error) {
    throw explainSlackError(error, 'SLACK_BOT_TOKEN', BOT_TOKEN_ADVICE)
  }
}

const BOT_TOKEN_ADVICE =
  'Take the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" in the settings of your Slack app, after installing it.'

/** What went wrong with a call to Slack, with what to do: the token's name is said, never its value. */
export function explainSlackError(error: unknown, token: string, tokenAdvice: string): SlackUnavailable {
  if (error instanceof SlackUnavailable) return error
  const code = errorField(error, 'code')
  if (code === ErrorCode.PlatformError) {
    const reason = platformReason(error)
    const options = { cause: error }
    if (reason === 'missing_scope') {
      return new SlackUnavailable(
        'The Slack app lacks a scope.',
        'Update the app from manifest.yml and install it again.',
        options,
      )
    }
    return new SlackUnavailable(`Slack refuses ${token}: ${reason}.`, tokenAdvice, options)
  }
  const detail = error instanceof Error ? error.message : String(error)
  return new SlackUnavailable(
    `Slack cannot be reached: ${detail}`,
    'Check the network, the proxy and SLACK_API_URL, if it is set.',
    { cause: error },
  )
}

function platformReason(error: unknown): string {
  const data = errorField(error, 'data')
  return typeof data === 'object' && data !== null && 'error' in data ? String(data.error) : 'no reason given'
}

function errorField(error: unknown, field: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined
}
