import { describe, expect, test } from 'vitest'
import { load, minimal, problemsOf, tokens } from './sources.ts'

const botSource = 'It is at api.slack.com/apps, your app, OAuth & Permissions: Bot User OAuth Token.'
const appSource =
  'It is at api.slack.com/apps, your app, Basic Information: App-Level Tokens, with the scope connections:write.'

describe('a token', () => {
  test('may stand in a file that the environment names', () => {
    const env = { SLACK_BOT_TOKEN_FILE: '/run/bot', SLACK_APP_TOKEN_FILE: '/run/app' }

    const { slack } = load(minimal, env, { '/run/bot': 'xoxb-9-file\n', '/run/app': 'xapp-9-file\n' })

    expect(slack).toMatchObject({ botToken: 'xoxb-9-file', appToken: 'xapp-9-file' })
  })

  test.each([
    ['missing', undefined, 'nothing'],
    ['empty', '  ', 'nothing'],
    ['a user’s', 'xoxp-1-secret', 'a user token (xoxp-…)'],
    ['the other one', 'xapp-1-secret', 'what looks like an app-level token (xapp-…)'],
    ['cut off', 'xoxb-', 'what looks like a bot token (xoxb-…)'],
    ['something else', 'hunter2', 'something else (not shown)'],
  ])('that is %s is told with where to get the right one', (_, token, found) => {
    const problems = problemsOf(minimal, { ...tokens, SLACK_BOT_TOKEN: token })

    expect(problems).toEqual([`SLACK_BOT_TOKEN: expected a bot token (xoxb-…), found ${found}. ${botSource}`])
  })

  test('in the place of the other is told for both', () => {
    const swapped = { SLACK_BOT_TOKEN: tokens.SLACK_APP_TOKEN, SLACK_APP_TOKEN: tokens.SLACK_BOT_TOKEN }

    const problems = problemsOf(minimal, swapped)

    expect(problems).toEqual([
      `SLACK_BOT_TOKEN: expected a bot token (xoxb-…), found what looks like an app-level token (xapp-…). ${botSource}`,
      `SLACK_APP_TOKEN: expected an app-level token (xapp-…), found what looks like a bot token (xoxb-…). ${appSource}`,
    ])
  })

  test('that is given twice is refused', () => {
    const problems = problemsOf(minimal, { ...tokens, SLACK_BOT_TOKEN_FILE: '/run/bot' })

    expect(problems).toEqual([
      'SLACK_BOT_TOKEN: found both this and SLACK_BOT_TOKEN_FILE. Unset one of them.',
    ])
  })

  test('whose file is not there is told with the path', () => {
    const env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN_FILE: '/run/app' }

    const problems = problemsOf(minimal, env)

    expect(problems).toEqual([
      'SLACK_APP_TOKEN_FILE: expected a file that can be read, found none at /run/app (ENOENT). Let it name the file that holds the token.',
    ])
  })
})

test.each(['slack.com', 'ftp://slack.com', 'http://'])('%s is no address of the Web API', (url) => {
  const problems = problemsOf(minimal, { ...tokens, SLACK_API_URL: url })

  expect(problems).toEqual([
    'SLACK_API_URL: expected an http or https address, found something else. Unset it to use slack.com.',
  ])
})

// SAFETY K4
describe('no secret is in any message', () => {
  test.each([
    ['a token as the channel', minimal.replace('C1', 'xoxb-1-s3cret'), tokens],
    ['a token as the name of a server', minimal.replace('campus', 'xoxb-1.s3cret'), tokens],
    ['a token as a key', minimal.replace('approvals: C1', 'xapp-1-s3cret: 1'), tokens],
    ['a token under a key of its own', minimal.replace('C1', 'C1\n  botToken: xoxb-1-s3cret'), tokens],
    [
      'a password under a key of its own',
      minimal.replace('user:', 'password: s3cret\n        user:'),
      tokens,
    ],
    ['a token in an alias', minimal.replace('C1', '*xoxb-1-s3cret'), tokens],
    ['a token in a broken file', minimal.replace('C1', '[xoxb-1-s3cret'), tokens],
    [
      'a private key in place of its path',
      minimal.replace(
        'ssh-key',
        '|\n          ~\n          -----BEGIN OPENSSH PRIVATE KEY-----\n          s3cret',
      ),
      tokens,
    ],
    [
      'a token in place of its file',
      minimal,
      { ...tokens, SLACK_BOT_TOKEN: '', SLACK_BOT_TOKEN_FILE: 'xoxb-1-s3cret' },
    ],
    ['a user token', minimal, { ...tokens, SLACK_BOT_TOKEN: 'xoxp-1-s3cret' }],
    ['a password in an address', minimal, { ...tokens, SLACK_API_URL: 'ftp://me:s3cret@example.net' }],
  ])('%s', (_, text, env) => {
    const problems = problemsOf(text, env)

    expect(problems).not.toEqual([])
    expect(problems.join('\n')).not.toContain('s3cret')
  })
})
