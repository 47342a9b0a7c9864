import { dirname, resolve } from 'node:path'
import { WEEKDAYS } from './apply-schema.ts'
import { ConfigError } from './config-error.ts'
import { redact } from './found.ts'
import { problemsOf } from './problems.ts'
import { type FileContent, fileSchema } from './schema.ts'
import { readSecrets } from './secrets.ts'
import type { ApplySettings, BotFiles, ServerConfig, Settings } from './settings.ts'
import { parseYaml } from './yaml-source.ts'

export interface SettingsSource {
  /** Path of leasehold.yaml. */
  readonly path: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => string
}

type FileAnswer = { readonly content: FileContent } | { readonly problems: readonly string[] }

/**
 * Reads leasehold.yaml and the environment into one frozen value.
 * @throws ConfigError with everything that is wrong at once; no secret is in its message.
 */
export function loadSettings({ path, env, readFile }: SettingsSource): Settings {
  const file = readSettingsFile(path, readFile)
  const { botToken, appToken, apiUrl, problems } = readSecrets(env, readFile)
  if ('problems' in file) throw new ConfigError([...file.problems, ...problems])
  if (botToken === undefined || appToken === undefined || problems.length > 0) throw new ConfigError(problems)
  return deepFreeze(toSettings(file.content, { botToken, appToken, apiUrl }, dirname(resolve(path))))
}

/**
 * Reads from leasehold.yaml alone, without Slack's secrets, where the bot keeps its record and what its servers are.
 * @throws ConfigError with everything that is wrong at once.
 */
export function loadBotFiles({ path, readFile }: Omit<SettingsSource, 'env'>): BotFiles {
  const file = readSettingsFile(path, readFile)
  if ('problems' in file) throw new ConfigError(file.problems)
  const { servers, store } = file.content
  return { servers: Object.keys(servers), sqlite: resolve(dirname(resolve(path)), store.sqlite) }
}

function readSettingsFile(path: string, readFile: (path: string) => string): FileAnswer {
  const text = readOrExplain(path, readFile)
  if (typeof text !== 'string') return text
  const source = parseYaml(text)
  const parsed = source.problems.length === 0 ? fileSchema.safeParse(source.value) : undefined
  if (parsed?.success) return { content: parsed.data }
  const problems = parsed === undefined ? source.problems : problemsOf(parsed.error.issues, source)
  return {
    problems: problems.map(
      ({ place, message }) => `${path}:${place.line}:${place.column}: ${redact(message)}`,
    ),
  }
}

function readOrExplain(path: string, readFile: (path: string) => string): string | FileAnswer {
  try {
    return readFile(path)
  } catch (error) {
    const { code } = error as { code?: string }
    return {
      problems: [
        code === 'ENOENT'
          ? `${path}: there is no such file. Copy leasehold.example.yaml there and change it.`
          : `${path}: cannot be read (${code ?? 'unreadable'}). Give the user that runs Leasehold the right to read it.`,
      ],
    }
  }
}

function toSettings(
  { slack, servers, policy, store }: FileContent,
  secrets: Pick<Settings['slack'], 'botToken' | 'appToken' | 'apiUrl'>,
  folder: string,
): Settings {
  return {
    slack: { ...secrets, team: slack.team, approvals: slack.approvals },
    servers: Object.entries(servers).map(([name, server]) => toServer(name, server, folder)),
    policy: {
      rules: policy.rules.map(({ approvers, quorum }) => ({ approvers: approvers.users, quorum })),
      operators: policy.operators?.users ?? [],
    },
    names: { pattern: policy.names.pattern, domain: policy.names.domain },
    store: { sqlite: resolve(folder, store.sqlite) },
  }
}

function toServer(
  name: string,
  { members, place, deadlineSeconds, apply }: FileContent['servers'][string],
  folder: string,
): ServerConfig {
  const [member] = members
  if (member === undefined) throw new RangeError('the schema lets no server without a member through')
  return {
    name,
    member: { ...member, key: resolve(folder, member.key) },
    place,
    deadlineSeconds,
    apply: toApply(apply),
  }
}

function toApply({
  timeZone = 'UTC',
  windows,
  ...rest
}: FileContent['servers'][string]['apply']): ApplySettings {
  const numbered = windows.map(({ days, from, to }) => ({
    days: days.map((day) => WEEKDAYS.indexOf(day) + 1),
    from,
    to,
  }))
  return { timeZone, windows: numbered, ...rest }
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner)
  return Object.freeze(value)
}
