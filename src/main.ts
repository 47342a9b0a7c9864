import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
// commander: the usual one; its exit codes are mapped to ours below.
import { Command, CommanderError, Option } from 'commander'
import { type AuditDesk, describeAuditCommands } from './cli/audit/commands.ts'
import { type DelegateDesk, describeDelegateCommand } from './cli/delegate/commands.ts'
import { describeHistoryCommand, type HistoryDesk } from './cli/history/commands.ts'
import { describeLocalCommands } from './cli/local/commands.ts'
import { describeMineCommand, type MineDesk } from './cli/mine/commands.ts'
import { describePolicyCommands } from './cli/policy/commands.ts'
import { describeQueueCommands, type QueueDesk } from './cli/queue/commands.ts'
import { addReadingCommands } from './cli/read/commands.ts'
import type { Desk } from './cli/read/desk.ts'
import { systemResolver } from './cli/read/resolver.ts'
import { describeRequestCommands } from './cli/request/commands.ts'
import type { RequestDesk } from './cli/request/desk.ts'
import { describeServerCommands } from './cli/server/commands.ts'
import type { ServerDesk } from './cli/server/desk.ts'
import { type CopyReport, describeStoreCommands } from './cli/store/commands.ts'
import { ConfigError } from './config/config-error.ts'
import type { SettingsSource } from './config/load-settings.ts'
import type { PolicyFile } from './config/settings.ts'
import { verdict } from './dhcpd/grammar/refusals.ts'
import type { Delegation } from './request/delegation.ts'
import { ROLES, type Role } from './roles.ts'
import { ExplainedError } from './usecases/explained-error.ts'

/** Exit codes: 0 done, 1 refused with the reason, 2 usage. */
const REFUSED = 1
const USAGE = 2

async function run(argv: readonly string[]): Promise<number> {
  let code = 0
  const program = describeProgram((result) => {
    code = result
  })
  try {
    await program.parseAsync([...argv])
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE
    return explain(error)
  }
}

function describeProgram(finish: (code: number) => void): Command {
  const program = new Command('leasehold')
    .description('Registers DHCP hosts: asked for in Slack, approved with a click, written to dhcpd.conf.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(see: leasehold --help)')
    .addHelpText('after', HELP)

  program
    .command('start')
    .description('run the bot')
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
    .addOption(
      new Option('--role <role>', 'what this process does: listen to people, change the servers, or both')
        .choices(ROLES)
        .default('both'),
    )
    .action(async ({ config, role }: { config: string; role: Role }) => finish(await start(config, role)))

  describeLocalCommands(program, terminal, finish)

  addReadingCommands(program, desk(), finish)

  describeServerCommands(program, serverDesk, finish)
  describeQueueCommands(program, { open: openRecord, out: terminal().out }, finish)
  describeDelegateCommand(program, { open: openRecord, out: terminal().out }, finish)
  describeHistoryCommand(program, { open: openRecord, out: terminal().out }, finish)
  const mine = { open: openMine, localUser: userInfo().username, out: terminal().out, err: terminal().err }
  describeMineCommand(program, mine, finish)
  describeRequestCommands(
    program,
    { open: openRequests, localUser: userInfo().username, readFile: readTableFile, out: terminal().out },
    finish,
  )
  describePolicyCommands(
    program,
    { load: readPolicy, delegations: readDelegations, out: terminal().out },
    finish,
  )
  describeAuditCommands(program, { open: openRecord, out: terminal().out }, finish)
  describeStoreCommands(program, { copy: copyStoreTo, backUp: backUpStoreOf, out: terminal().out }, finish)

  program
    .command('demo')
    .description('the whole story on this machine, in the browser: see leasehold demo --help')
    .action(() => {
      throw new ExplainedError(
        'The demo is not part of this installation.',
        'Run it in a checkout of the repository.',
      )
    })

  return program
}

const HELP = `
Exit codes: 0 done, 1 refused with the reason, 2 usage.`

/** Runs the bot until it is told to stop. What only the bot needs is loaded here, so that no other command waits. */
async function start(config: string, role: Role): Promise<number> {
  const [{ createLog, explainReconnecting, startBot }, { loadSettings }] = await Promise.all([
    import('./app.ts'),
    import('./config/load-settings.ts'),
  ])
  const settings = loadSettings(settingsSource(config))
  const log = createLog(process.stdout)
  process.once('unhandledRejection', (error) => process.exit(explain(explainReconnecting(error))))
  const bot = await startBot(settings, log, role)
  const told = Promise.withResolvers<string>()
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => told.resolve(name))
  // Whoever reads this line may tell the bot to stop at once.
  log.info(
    { workspace: bot.workspace, role, servers: settings.servers.map(({ name }) => name) },
    'Leasehold is ready',
  )
  const signal = await told.promise
  log.info({ signal }, 'stopping')
  await bot.stop()
  return 0
}

/** Opens the bot's record beside the bot: both may write. */
async function openRecord(config: string): Promise<QueueDesk & AuditDesk & HistoryDesk & DelegateDesk> {
  const [{ loadBotFiles }, { openStore }] = await Promise.all([
    import('./config/load-settings.ts'),
    import('./store/store.ts'),
  ])
  const { servers, team, store: place } = loadBotFiles(settingsSource(config))
  const store = await openStore(place)
  return { servers, team, ...store, clock: () => new Date().toISOString(), user: userInfo().username }
}

async function readTableFile(path: string): Promise<Uint8Array> {
  const [{ readNamed }, { toBytes }] = await Promise.all([
    import('./cli/local/read.ts'),
    import('./dhcpd/source.ts'),
  ])
  return toBytes((await readNamed(path)).content)
}

/** Opens the bot's record and its way to the servers beside the bot. */
async function openRequests(config: string): Promise<RequestDesk> {
  const [{ loadRequestFiles }, { openRequestDesk }] = await Promise.all([
    import('./config/load-settings.ts'),
    import('./open-request-desk.ts'),
  ])
  return openRequestDesk(loadRequestFiles(settingsSource(config), userInfo().username))
}

async function openMine(config: string): Promise<MineDesk> {
  const [{ loadOwnerFiles }, { openMineDesk }] = await Promise.all([
    import('./config/load-settings.ts'),
    import('./open-mine-desk.ts'),
  ])
  return openMineDesk(loadOwnerFiles(settingsSource(config), userInfo().username))
}

async function readPolicy(config: string): Promise<PolicyFile> {
  const { loadPolicy } = await import('./config/load-settings.ts')
  return loadPolicy({ path: resolve(config), readFile: (path) => readFileSync(path, 'utf8') })
}

async function readDelegations(config: string): Promise<readonly Delegation[]> {
  const { delegations, clock, close } = await openRecord(config)
  try {
    return await delegations.inForce(clock())
  } finally {
    await close()
  }
}

async function copyStoreTo(file: string, url: string | undefined, config: string): Promise<CopyReport> {
  const { copyStore } = await import('./store/copy.ts')
  return copyStore(file, url ?? (await configuredDatabase(config)), new Date().toISOString())
}

async function configuredDatabase(config: string): Promise<string> {
  const { loadBotFiles } = await import('./config/load-settings.ts')
  const { store } = loadBotFiles(settingsSource(config))
  if ('postgres' in store) return store.postgres
  throw new ExplainedError(
    `The store of ${config} is no PostgreSQL database.`,
    'Let `store.postgres` name the database, or give it with --to.',
  )
}

async function backUpStoreOf(config: string, file: string): Promise<number> {
  const [{ loadBotFiles }, { backUpStore }] = await Promise.all([
    import('./config/load-settings.ts'),
    import('./store/backup.ts'),
  ])
  return backUpStore(loadBotFiles(settingsSource(config)).store, file)
}

/** Errors that are made to be read are shown as they are; any other is a defect of ours and says so. */
function explain(error: unknown): number {
  if (error instanceof ConfigError) {
    process.stderr.write(`leasehold: ${error.message}\n`)
    return USAGE
  }
  if (error instanceof ExplainedError) {
    process.stderr.write(`leasehold: ${error.message}\n  ${error.advice}\n`)
    return REFUSED
  }
  const reason = error instanceof Error ? error.message : String(error)
  process.stderr.write(
    `leasehold: a defect in Leasehold itself: ${reason}\n  Please report it with what you did.\n`,
  )
  return REFUSED
}

function terminal() {
  return {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
    bytes: (data: Uint8Array) => void process.stdout.write(data),
    color: process.stdout.isTTY === true && !process.env.NO_COLOR,
  }
}

function desk(): Desk {
  return {
    terminal: terminal(),
    verdict: ({ configuration: { files, main } }, family) => verdict(files, main, family),
    resolver: systemResolver,
  }
}

/** What only the commands about servers need is loaded here, so that no other command waits. */
async function serverDesk(): Promise<ServerDesk> {
  const [{ loadServers }, { connectServer }, { helperScript }, { surveyScript }, { askAtTerminal }] =
    await Promise.all([
      import('./config/load-settings.ts'),
      import('./remote/server.ts'),
      import('./remote/helper-script.ts'),
      import('./remote/survey-script.ts'),
      import('./cli/server/ask.ts'),
    ])
  const { stdin, stdout } = process
  return {
    terminal: terminal(),
    confirm: stdin.isTTY && stdout.isTTY ? (question) => askAtTerminal(question, stdin, stdout) : undefined,
    servers: (config) => loadServers(settingsSource(config)),
    connect: (name, member, deadlineSeconds) => connectServer({ ...member, name, deadlineSeconds }),
    scripts: { helper: helperScript(), survey: surveyScript() },
  }
}

function settingsSource(config: string): SettingsSource {
  return { path: resolve(config), env: process.env, readFile: (path) => readFileSync(path, 'utf8') }
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return version
}

// Whoever reads the output may stop early: `leasehold hosts F | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.exitCode = await run(process.argv)
