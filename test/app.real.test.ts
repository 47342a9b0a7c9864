import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import { startWorkspace, type Workspace } from '../demo/workspace/workspace.ts'
import { needs } from './support/needs.ts'
import { asAdmin, temporaryDatabase } from './support/postgres-database.ts'

const program = fileURLToPath(new URL('../bin/leasehold', import.meta.url))
const machine = needs('initdb')
const READY = 'Leasehold is ready'
/** A stack trace as Node writes it, also inside of JSON. */
const STACK = /\n\s+at |\\n\s+at /

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
})

/** A workspace, and a configuration whose server nobody answers for. */
async function setUp(store: object = { sqlite: 'leasehold.db' }) {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-app-'))
  const workspace = await startWorkspace({ port: 0, manifestCommands: ['/dhcp'] })
  const bots: Bot[] = []
  onTestFinished(async () => {
    for (const bot of bots) await bot.kill()
    await workspace.close()
    rmSync(folder, { recursive: true })
  })
  writeFileSync(join(folder, 'key'), privateKey, { mode: 0o600 })

  function start(slack: object = {}, env: Readonly<Record<string, string>> = {}, member: object = {}): Bot {
    const path = join(folder, 'leasehold.yaml')
    writeFileSync(path, configuration(slack, member, store))
    const bot = run(['start', '--config', path], { ...tokensOf(workspace), ...env })
    bots.push(bot)
    return bot
  }
  return { workspace, start }
}

/** Port 9 of this machine is where nothing listens. */
function configuration(slack: object, more: object, store: object): string {
  const hostKey = `SHA256:${'A'.repeat(43)}`
  const member = { host: '127.0.0.1', port: 9, user: 'root', key: 'key', hostKey, ...more }
  return stringify({
    slack: { approvals: 'C0APPROVE', ...slack },
    servers: { campus: { members: [member] } },
    policy: { rules: [{ approvers: { users: ['U0ANNA'] } }] },
    store,
  })
}

function tokensOf({ apiUrl, botToken, appToken }: Workspace) {
  return { SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken }
}

/** A bot as its own process. */
interface Bot {
  /** Waits for a text on stdout; an end that comes before is a failure of the test. */
  says(text: string): Promise<void>
  signal(name: 'SIGTERM' | 'SIGINT'): void
  /** How it ended, when it has, and what it wrote. */
  end(): Promise<{ code: number | null; out: string; err: string }>
  kill(): Promise<void>
}

function run(argv: readonly string[], env: Readonly<Record<string, string>>): Bot {
  const child: ChildProcess = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...argv], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk) => {
    out += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    err += String(chunk)
  })
  const closed = once(child, 'close')
  return {
    says: async (text) => {
      const said = Promise.withResolvers<void>()
      const look = () => out.includes(text) && said.resolve()
      child.stdout?.on('data', look)
      look()
      const first = await Promise.race([said.promise, closed])
      if (first) throw new Error(`it ended without saying ${text}:\n${out}${err}`)
    },
    signal: (name) => void child.kill(name),
    end: async () => {
      const [code] = await closed
      return { code, out, err }
    },
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}

test.for([
  ['SLACK_BOT_TOKEN', 'xoxb-wrong-token', 'OAuth & Permissions'],
  ['SLACK_APP_TOKEN', 'xapp-wrong-token', 'connections:write'],
] as const)(
  'a wrong %s ends the start at once, with where to find the right one',
  async ([name, token, advice]) => {
    const { start } = await setUp()

    const { code, out, err } = await start({}, { [name]: token }).end()

    expect(code).toBe(1)
    expect(err).toContain(`Slack refuses ${name}: invalid_auth.`)
    expect(err).toContain(advice)
    expect(out + err).not.toMatch(STACK)
    expect(out + err).not.toContain(token)
  },
)

test('a token of another workspace than the configured one is refused', async () => {
  const { start } = await setUp()

  const { code, err } = await start({ team: 'T0OTHER' }).end()

  expect(code).toBe(1)
  expect(err).toMatch(/T0DEMO.*T0OTHER/)
  expect(err).toContain('slack.team')
})

test('a bot starts while its server is away: the log says what to do, and why no card will come, without a stack', async () => {
  const { start } = await setUp()
  const bot = start({ approvals: 'C0GENERAL' })

  await bot.says(READY)
  bot.signal('SIGTERM')
  const { code, out } = await bot.end()

  const lines = out.trim().split('\n')
  const warnings = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warn')
  expect(warnings).toMatchObject([
    { channel: 'C0GENERAL', msg: expect.stringContaining('Invite the bot') },
    {
      server: 'campus',
      error: { message: expect.stringContaining('127.0.0.1'), advice: expect.stringMatching(/./) },
    },
  ])
  expect(out).not.toMatch(STACK)
  expect(code).toBe(0)
})

test('a second bot on one store is refused, and the first one goes on', async () => {
  const { start, workspace } = await setUp()
  const first = start()
  await first.says(READY)

  const { code, err } = await start().end()

  expect(code).toBe(1)
  expect(err).toMatch(/in use by another Leasehold/)
  expect(workspace.connections()).toBe(1)
})

test.skipIf(machine.skip)(
  `a bot on PostgreSQL goes on when its connections are cut, and shares its store with a second one ${machine.why}`,
  async () => {
    const url = await temporaryDatabase('template template1')
    const { start } = await setUp({ postgres: { env: 'LEASEHOLD_POSTGRES' } })
    const env = { LEASEHOLD_POSTGRES: url }
    const first = start({}, env)
    await first.says(READY)

    await asAdmin(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'leasehold'`,
    )
    await setTimeout(3_000)
    const second = start({}, env)
    await second.says(READY)
    for (const bot of [first, second]) bot.signal('SIGTERM')
    const ends = await Promise.all([first.end(), second.end()])

    expect(ends.map(({ code }) => code)).toEqual([0, 0])
    expect(ends.map(({ err }) => err)).toEqual(['', ''])
  },
)

test.for(['SIGTERM', 'SIGINT'] as const)('%s ends the bot with 0 and closes its socket', async (signal) => {
  const { start, workspace } = await setUp()
  const bot = start()
  await bot.says(READY)
  const began = performance.now()

  bot.signal(signal)
  const { code } = await bot.end()

  expect(code).toBe(0)
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(workspace.connections()).toBe(0)
})

test('a token that Slack refuses when the socket is opened again ends the bot with what to do', async () => {
  const { start, workspace } = await setUp()
  const bot = start()
  await bot.says(READY)
  workspace.faults.failNext('apps.connections.open', { error: 'invalid_auth' })

  workspace.disconnectSockets(true)
  const { code, err } = await bot.end()

  expect(code).toBe(1)
  expect(err).toContain('Slack refuses SLACK_APP_TOKEN: invalid_auth.')
  expect(err).not.toMatch(STACK)
})

// SAFETY K2
test('a server on trial is named as one at every start, and no other is', async () => {
  const { start } = await setUp()

  const installed = start()
  await installed.says(READY)
  installed.signal('SIGTERM')
  const { out } = await installed.end()
  const trial = start({}, {}, { trial: true })
  await trial.says(READY)
  trial.signal('SIGTERM')

  expect(out).not.toContain('trial mode')
  expect((await trial.end()).out).toMatch(
    /"level":"warn".*"server":"campus".*trial mode: nothing is installed/,
  )
})
