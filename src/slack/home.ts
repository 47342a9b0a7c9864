import type { WebClient } from '@slack/web-api'
import { ExplainedError } from '../usecases/explained-error.ts'
import { platformReason, rootCause } from './slack-error.ts'

/** The workspace and the app that we are, as Slack tells: every payload must name both. */
export interface Home {
  readonly team: string
  readonly teamName: string
  readonly appId: string
  readonly botId: string
  readonly botUser: string
  /** The workspace's address, `https://example.slack.com/`; undefined where Slack did not tell. */
  readonly url: string | undefined
}

/** Slack cannot be used: it says which token or link is wrong and what to do. */
export class SlackUnavailable extends ExplainedError {
  override readonly name = 'SlackUnavailable'
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
      url: identity.url,
    }
  } catch (error) {
    throw explainSlackError(error, 'SLACK_BOT_TOKEN', BOT_TOKEN_ADVICE)
  }
}

const BOT_TOKEN_ADVICE =
  'Take the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" in the settings of your Slack app, after installing it.'

/**
 * Asks Slack whether the app-level token opens a socket. Asked before the socket is opened, which would try a wrong
 * token again for ever and say nothing.
 * @throws SlackUnavailable
 */
export async function checkAppToken(client: WebClient): Promise<void> {
  try {
    await client.apps.connections.open()
  } catch (error) {
    throw explainSocketError(error)
  }
}

/** What went wrong with the socket. */
export function explainSocketError(error: unknown): SlackUnavailable {
  return explainSlackError(error, 'SLACK_APP_TOKEN', APP_TOKEN_ADVICE)
}

const APP_TOKEN_ADVICE =
  'Make an App-Level Token (xapp-…) with the scope connections:write under "Basic Information" in the settings of your Slack app.'

/** What went wrong with a call to Slack, with what to do: the token's name is said, never its value. */
function explainSlackError(error: unknown, token: string, tokenAdvice: string): SlackUnavailable {
  if (error instanceof SlackUnavailable) return error
  const reason = platformReason(error)
  if (reason !== undefined) {
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
  const detail = rootCause(error)
  return new SlackUnavailable(
    `Slack cannot be reached: ${detail}`,
    'Check the network, the proxy and SLACK_API_URL, if it is set.',
    { cause: error },
  )
}
