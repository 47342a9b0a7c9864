import { dirname, resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import { redact } from './found.ts'
import { resolveMember } from './members.ts'
import { type Problem, problemAt, problemsOf } from './problems.ts'
import { type FileContent, fileSchema } from './schema.ts'
import { readSecrets } from './secrets.ts'
import type { ServerConfig, Settings } from './settings.ts'
import { parseYaml, type YamlSource } from './yaml-source.ts'

export interface SettingsSource {
  /** Path of leasehold.yaml. */
  readonly path: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => string
}

type FileAnswer =
  | { readonly content: FileContent; readonly servers: readonly ServerConfig[] }
  | { readonly problems: readonly string[] }

/**
 * Reads leasehold.yaml and the environment into one frozen value.
 * @throws ConfigError with everything that is wrong at once; no secret is in its message.
 */
export function loadSettings(from: SettingsSource): Settings {
  const { path, env, readFile } = from
  const file = readSettingsFile(from)
  const { botToken, appToken, apiUrl, problems } = readSecrets(env, readFile)
  if ('problems' in file) throw new ConfigError([...file.problems, ...problems])
  if (botToken === undefined || appToken === undefined || problems.length > 0) throw new ConfigError(problems)
  return deepFreeze(toSettings(file, { botToken, appToken, apiUrl }, dirname(resolve(path))))
}

/**
 * The servers of leasehold.yaml alone, for commands that have nothing to do with Slack.
 * @throws ConfigError with everything that is wrong in the file at once
 */
export function loadServers(from: SettingsSource): readonly ServerConfig[] {
  const file = readSettingsFile(from)
  if ('problems' in file) throw new ConfigError(file.problems)
  return deepFreeze([...file.servers])
}

function readSettingsFile(from: SettingsSource): FileAnswer {
  const text = readOrExplain(from.path, from.readFile)
  if (typeof text !== 'string') return text
  const source = parseYaml(text)
  const parsed = source.problems.length === 0 ? fileSchema.safeParse(source.value) : undefined
  if (!parsed?.success) {
    return told(from.path, parsed === undefined ? source.problems : problemsOf(parsed.error.issues, source))
  }
  const problems: Problem[] = []
  const servers = toServers(parsed.data, from, source, problems)
  return problems.length > 0 ? told(from.path, problems) : { content: parsed.data, servers }
}

function told(path: string, problems: readonly Problem[]): FileAnswer {
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
  { content, servers }: Exclude<FileAnswer, { problems: unknown }>,
  secrets: Pick<Settings['slack'], 'botToken' | 'appToken' | 'apiUrl'>,
  folder: string,
): Settings {
  const { slack, policy, store } = content
  return {
    slack: { ...secrets, team: slack.team, approvals: slack.approvals },
    servers,
    policy: { rules: policy.rules.map(({ approvers, quorum }) => ({ approvers: approvers.users, quorum })) },
    names: { pattern: policy.names.pattern, domain: policy.names.domain },
    store: { sqlite: resolve(folder, store.sqlite) },
  }
}

/** What cannot be had of that to which the file points is added to `problems`. */
function toServers(
  { servers }: FileContent,
  { path, env, readFile }: SettingsSource,
  source: YamlSource,
  problems: Problem[],
): readonly ServerConfig[] {
  const folder = dirname(resolve(path))
  return Object.entries(servers).map(([name, { members, place, deadlineSeconds }]) => {
    const [content] = members
    if (content === undefined) throw new RangeError('the schema lets no server without a member through')
    const report = (inner: readonly PropertyKey[], sentence: string) =>
      problems.push(problemAt(['servers', name, 'members', 0, ...inner], sentence, source))
    return { name, member: resolveMember(content, { folder, env, readFile, report }), place, deadlineSeconds }
  })
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner)
  return Object.freeze(value)
}
