import { expect, test } from 'vitest'
import { checkAppToken, explainSocketError, findHome } from '../../src/slack/home.ts'
import { platformReason } from '../../src/slack/slack-error.ts'
import { ExplainedError } from '../../src/usecases/explained-error.ts'
import { fakeWire, HOME } from './fake-slack.ts'

/** Slack as it answers an app that is well. */
function goodSlack() {
  const wire = fakeWire()
  const { team, teamName, appId, botId, botUser, url } = HOME
  const names = { team_id: team, team: teamName, bot_id: botId, user_id: botUser }
  wire.answer('auth.test', () => ({ ...names, url }))
  wire.answer('bots.info', () => ({ bot: { app_id: appId } }))
  return wire
}

/** The error that a call ends with, as a person reads it. */
async function explained(call: Promise<unknown>): Promise<{ message: string; advice: string }> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ExplainedError)) throw new Error(`not made to be read: ${String(error)}`)
  return { message: error.message, advice: error.advice }
}

test('the home is the workspace and the app of the token', async () => {
  const { client, sent } = goodSlack()

  expect(await findHome(client)).toEqual(HOME)
  expect(sent('bots.info')).toMatchObject([{ bot: HOME.botId }])
})

test.for(['invalid_auth', 'token_revoked', 'account_inactive'])(
  'a bot token that Slack refuses with %s is named with where to find the right one',
  async (reason) => {
    const { client, refuse } = goodSlack()
    refuse('auth.test', reason)

    const { message, advice } = await explained(findHome(client))

    expect(message).toBe(`Slack refuses SLACK_BOT_TOKEN: ${reason}.`)
    expect(advice).toContain('Bot User OAuth Token (xoxb-…)')
    expect(message + advice).not.toContain('xoxb-test')
  },
)

test('a token that is of no app says so', async () => {
  const { client, answer } = goodSlack()
  answer('bots.info', () => ({ bot: {} }))

  const { message, advice } = await explained(findHome(client))

  expect(message).toBe('Slack did not say which app this token is of.')
  expect(advice).toContain('xoxb-…')
})

test.for(['auth.test', 'bots.info'])(
  'a scope that %s lacks is had from the manifest, not from another token',
  async (method) => {
    const { client, refuse } = goodSlack()
    refuse(method, 'missing_scope')

    const { message, advice } = await explained(findHome(client))

    expect(message).toBe('The Slack app lacks a scope.')
    expect(advice).toContain('manifest.yml')
  },
)

test('a Slack that cannot be reached says so, and what to look at', async () => {
  const { client, answer } = goodSlack()
  answer('auth.test', () => {
    throw new Error('getaddrinfo ENOTFOUND slack.test')
  })

  const { message, advice } = await explained(findHome(client))

  expect(message).toMatch(/^Slack cannot be reached: .*ENOTFOUND/)
  expect(advice).toContain('SLACK_API_URL')
  expect(message + advice).not.toMatch(/xoxb|xapp-test/)
})

test('a Slack that answers with an error page cannot be reached either', async () => {
  const { client, answer } = goodSlack()
  answer('auth.test', () => ({ status: 503 }))

  const { message } = await explained(findHome(client))

  expect(message).toMatch(/^Slack cannot be reached: .*503/)
})

test('an app token that opens a socket is right', async () => {
  const { client, sent } = goodSlack()

  await checkAppToken(client)

  expect(sent('apps.connections.open')).toHaveLength(1)
})

test.for(['invalid_auth', 'not_allowed_token_type'])(
  'an app token that Slack refuses with %s is named with how to make one',
  async (reason) => {
    const { client, refuse } = goodSlack()
    refuse('apps.connections.open', reason)

    const { message, advice } = await explained(checkAppToken(client))

    expect(message).toBe(`Slack refuses SLACK_APP_TOKEN: ${reason}.`)
    expect(advice).toContain('connections:write')
    expect(message + advice).not.toContain('xoxb-test')
  },
)

test('a socket that fails for no reason of Slack’s says what failed', () => {
  expect(explainSocketError('closed').message).toBe('Slack cannot be reached: closed')
})

test.for([undefined, null, 'text', new Error('plain'), { code: 'slack_webapi_request_error' }])(
  'there is no reason of Slack’s in %j',
  (error) => {
    expect(platformReason(error)).toBeUndefined()
  },
)
