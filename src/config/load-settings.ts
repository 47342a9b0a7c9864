import { dirname, resolve } from 'node:path'
import { WEEKDAYS } from './apply-schema.ts'
import { ConfigError } from './config-error.ts'
import { redact } from './found.ts'
import { resolveMember } from './members.ts'
import { toPolicy } from './policy-settings.ts'
import { type Problem, problemAt, problemsOf } from './problems.ts'
import { type FileContent, fileSchema } from './schema.ts'
import { readSecrets } from './secrets.ts'
import type {
  ApplySettings,
  BotFiles,
  NameSettings,
  OwnerFiles,
  PolicyFile,
  RequestFiles,
  ServerConfig,
  Settings,
  StoreSettings,
} from './settings.ts'
import { resolveStore } from './store-schema.ts'
import { parseYaml, type YamlSource } from './yaml-source.ts'

export interface SettingsSource {
  /** Path of leasehold.yaml. */
  readonly path: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => string
}

type FileAnswer =
  | {
      readonly content: FileContent
      readonly servers: readonly ServerConfig[]
      readonly store: StoreSettings
    }
  | Told

/**
 * Reads leasehold.yaml and the environment into one frozen value.
 * @throws ConfigError with everything that is wrong at once; no secret is in its message.
 */
export function loadSettings(from: SettingsSource): Settings {
  const { env, readFile } = from
  const file = readSettingsFile(from)
  const { botToken, appToken, apiUrl, problems } = readSecrets(env, readFile)
  if ('problems' in file) throw new ConfigError([...file.problems, ...problems])
  if (botToken === undefined || appToken === undefined || problems.length > 0) throw new ConfigError(problems)
  return deepFreeze(toSettings(file, { botToken, appToken, apiUrl }))
}

/**
 * The servers of leasehold.yaml alone, for commands that have nothing to do with Slack.
 * @throws ConfigError with everything that is wrong in the file at once
 */
export function loadServers(from: SettingsSource): readonly ServerConfig[] {
  const file = readContent(from.path, from.readFile)
  if ('problems' in file) throw new ConfigError(file.problems)
  const problems: Problem[] = []
  const servers = toServers(file.content, from, file.source, problems)
  if (problems.length > 0) throw new ConfigError(told(from.path, problems).problems)
  return deepFreeze([...servers])
}

/**
 * Reads, without Slack's secrets and those of SSH, where the bot keeps its record and what its servers are.
 * @throws ConfigError with everything that is wrong at once.
 */
export function loadBotFiles(from: SettingsSource): BotFiles {
  const file = readContent(from.path, from.readFile)
  if ('problems' in file) throw new ConfigError(file.problems)
  const problems: Problem[] = []
  const store = toStore(file.content, from, file.source, problems)
  if (problems.length > 0) throw new ConfigError(told(from.path, problems).problems)
  const { servers, slack } = file.content
  return deepFreeze({ servers: Object.keys(servers), team: slack.team, store })
}

/**
 * Reads what asking for changes from a terminal needs: SSH's secrets, and Slack's where they are at hand.
 * @param localUser who runs the command
 * @throws ConfigError with everything that is wrong at once.
 */
export function loadRequestFiles(from: SettingsSource, localUser: string): RequestFiles {
  const file = readSettingsFile(from)
  if ('problems' in file) throw new ConfigError(file.problems)
  const { policy } = file.content
  return deepFreeze({
    ...askerOf(file.content, from, localUser),
    servers: [...file.servers],
    names: toNames(policy),
    policy: toPolicy(policy),
    store: file.store,
  })
}

/**
 * Reads what telling of owners from a terminal needs: no secrets of SSH, and Slack's where they are at hand.
 * @param localUser who runs the command
 * @throws ConfigError with everything that is wrong at once.
 */
export function loadOwnerFiles(from: SettingsSource, localUser: string): OwnerFiles {
  const files = loadBotFiles(from)
  const file = readContent(from.path, from.readFile)
  if ('problems' in file) throw new ConfigError(file.problems)
  const { team } = file.content.slack
  return deepFreeze({ ...files, ...askerOf(file.content, from, localUser), team })
}

/** Who runs a command, as the configuration says it, and the way to ask Slack about others. */
function askerOf(
  { slack, localUsers }: FileContent,
  { path, env, readFile }: SettingsSource,
  localUser: string,
): Pick<RequestFiles, 'slack' | 'person'> {
  const user = localUsers[localUser]
  if (user !== undefined && slack.team === undefined) throw new ConfigError([NO_TEAM(path)])
  const { botToken, apiUrl } = readSecrets(env, readFile)
  return {
    slack: botToken === undefined ? undefined : { botToken, apiUrl },
    person: user === undefined || slack.team === undefined ? undefined : { team: slack.team, user },
  }
}

const NO_TEAM = (path: string) =>
  `${path}: slack.team: expected the id of the workspace that the people of localUsers belong to (such as T0123ABCD), found nothing.`

/**
 * The policy of leasehold.yaml alone, for whoever asks what it says.
 * @throws ConfigError with everything that is wrong at once.
 */
export function loadPolicy({ path, readFile }: Omit<SettingsSource, 'env'>): PolicyFile {
  const file = readContent(path, readFile)
  if ('problems' in file) throw new ConfigError(file.problems)
  const { servers, policy } = file.content
  return { servers: Object.keys(servers), names: toNames(policy), policy: toPolicy(policy) }
}

function readSettingsFile(from: SettingsSource): FileAnswer {
  const file = readContent(from.path, from.readFile)
  if ('problems' in file) return file
  const problems: Problem[] = []
  const servers = toServers(file.content, from, file.source, problems)
  const store = toStore(file.content, from, file.source, problems)
  return problems.length > 0 ? told(from.path, problems) : { content: file.content, servers, store }
}

interface Told {
  readonly problems: readonly string[]
}

function readContent(
  path: string,
  readFile: (path: string) => string,
): { readonly content: FileContent; readonly source: YamlSource } | Told {
  const text = readOrExplain(path, readFile)
  if (typeof text !== 'string') return text
  const source = parseYaml(text)
  const parsed = source.problems.length === 0 ? fileSchema.safeParse(source.value) : undefined
  if (!parsed?.success) {
    return told(path, parsed === undefined ? source.problems : problemsOf(parsed.error.issues, source))
  }
  return { content: parsed.data, source }
}

function told(path: string, problems: readonly Problem[]): Told {
  return {
    problems: problems.map(
      ({ place, message }) => `${path}:${place.line}:${place.column}: ${redact(message)}`,
    ),
  }
}

function readOrExplain(path: string, readFile: (path: string) => string): string | Told {
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
  { content, servers, store }: Exclude<FileAnswer, { problems: unknown }>,
  secrets: Pick<Settings['slack'], 'botToken' | 'appToken' | 'apiUrl'>,
): Settings {
  const { slack, policy } = content
  return {
    slack: {
      ...secrets,
      team: slack.team,
      approvals: slack.approvals,
      auditChannel: slack.auditChannel,
    },
    servers,
    policy: toPolicy(policy),
    names: toNames(policy),
    store,
  }
}

function toNames({ names }: FileContent['policy']): NameSettings {
  return { pattern: names.pattern, domain: names.domain }
}

/** What cannot be had of that to which the file points is added to `problems`. */
function toStore(
  { store }: FileContent,
  { path, env, readFile }: SettingsSource,
  source: YamlSource,
  problems: Problem[],
): StoreSettings {
  const report = (inner: readonly PropertyKey[], sentence: string) =>
    problems.push(problemAt(['store', ...inner], sentence, source))
  return resolveStore(store, { folder: dirname(resolve(path)), env, readFile, report })
}

/** What cannot be had of that to which the file points is added to `problems`. */
function toServers(
  { servers }: FileContent,
  { path, env, readFile }: SettingsSource,
  source: YamlSource,
  problems: Problem[],
): readonly ServerConfig[] {
  const folder = dirname(resolve(path))
  return Object.entries(servers).map(([name, { members, place, deadlineSeconds, apply }]) => {
    const [member, partner] = members.map((content, index) => {
      const report = (inner: readonly PropertyKey[], sentence: string) =>
        problems.push(problemAt(['servers', name, 'members', index, ...inner], sentence, source))
      return resolveMember(content, { folder, env, readFile, report })
    })
    if (!member) throw new RangeError('the schema lets no server without a member through')
    return { name, member, ...(partner && { partner }), place, deadlineSeconds, apply: toApply(apply) }
  })
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
