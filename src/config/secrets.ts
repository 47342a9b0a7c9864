import { redact } from './found.ts'

/** What comes from the environment. A value that was not given, or not right, is undefined; the problems say why. */
export interface Secrets {
  readonly botToken: string | undefined
  readonly appToken: string | undefined
  readonly apiUrl: string | undefined
  readonly problems: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>
type Answer = { readonly value: string } | { readonly problem: string }

interface TokenKind {
  readonly variable: string
  readonly prefix: string
  readonly called: string
  readonly source: string
}

const botToken: TokenKind = {
  variable: 'SLACK_BOT_TOKEN',
  prefix: 'xoxb-',
  called: 'a bot token',
  source: 'api.slack.com/apps, your app, OAuth & Permissions: Bot User OAuth Token',
}

const appToken: TokenKind = {
  variable: 'SLACK_APP_TOKEN',
  prefix: 'xapp-',
  called: 'an app-level token',
  source:
    'api.slack.com/apps, your app, Basic Information: App-Level Tokens, with the scope connections:write',
}

/** Reads Slack's tokens from the environment, or from the files that it names. No message holds a value. */
export function readSecrets(env: Environment, readFile: (path: string) => string): Secrets {
  const answers = [readToken(botToken, env, readFile), readToken(appToken, env, readFile), readApiUrl(env)]
  const [bot, app, url] = answers.map((answer) => ('value' in answer ? answer.value : undefined))
  return {
    botToken: bot,
    appToken: app,
    apiUrl: url === '' ? undefined : url,
    problems: answers.flatMap((answer) => ('problem' in answer ? [answer.problem] : [])),
  }
}

function readToken(kind: TokenKind, env: Environment, readFile: (path: string) => string): Answer {
  const answer = readVariable(kind, env, readFile)
  if ('problem' in answer || isToken(kind, answer.value)) return answer
  return {
    problem: `${kind.variable}: ${expected(kind)}, found ${describeToken(answer.value)}. ${getIt(kind)}`,
  }
}

/** The variable's own value, or the content of the file that NAME_FILE names, as container secrets are given. */
function readVariable(kind: TokenKind, env: Environment, readFile: (path: string) => string): Answer {
  const direct = env[kind.variable]?.trim() ?? ''
  const fileVariable = `${kind.variable}_FILE`
  const file = env[fileVariable] ?? ''
  if (direct !== '' && file !== '')
    return { problem: `${kind.variable}: found both this and ${fileVariable}. Unset one of them.` }
  if (file === '') return { value: direct }
  try {
    return { value: readFile(file).trim() }
  } catch (error) {
    const { code } = error as { code?: string }
    return {
      problem: `${fileVariable}: expected a file that can be read, found none at ${redact(file)} (${code ?? 'unreadable'}). Let it name the file that holds the token.`,
    }
  }
}

function isToken(kind: TokenKind, value: string): boolean {
  return value.startsWith(kind.prefix) && /^[A-Za-z0-9-]+$/.test(value) && value.length > kind.prefix.length
}

function expected(kind: TokenKind): string {
  return `expected ${kind.called} (${kind.prefix}…)`
}

function getIt(kind: TokenKind): string {
  return `It is at ${kind.source}.`
}

function describeToken(value: string): string {
  if (value === '') return 'nothing'
  if (value.startsWith('xoxb-')) return 'what looks like a bot token (xoxb-…)'
  if (value.startsWith('xapp-')) return 'what looks like an app-level token (xapp-…)'
  if (value.startsWith('xoxp-')) return 'a user token (xoxp-…)'
  return 'something else (not shown)'
}

function readApiUrl(env: Environment): Answer {
  const value = env.SLACK_API_URL?.trim() ?? ''
  if (value === '' || /^https?:$/.test(URL.parse(value)?.protocol ?? '')) return { value }
  return {
    problem:
      'SLACK_API_URL: expected an http or https address, found something else. Unset it to use slack.com.',
  }
}
