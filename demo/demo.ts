import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { decodeText, toByteString } from '../src/dhcpd/source.ts'
import { parseMac } from '../src/inventory/mac.ts'
import type { Role } from '../src/roles.ts'
import { type BotProcess, startBotProcess } from './bot.ts'
import { makeFolder } from './folder.ts'
import { type Machine, type MachineOptions, startMachine } from './machine/machine.ts'
import { CannotRun } from './machine/requirements.ts'
import { readManifest } from './manifest.ts'
import type { Extras } from './page/extras.ts'
import { createPage } from './page/page.ts'
import { team } from './workspace/people.ts'
import { startWorkspace, type Workspace } from './workspace/workspace.ts'

/** Who is who in the demo's workspace. */
export const PEOPLE = {
  requester: 'U0RITA',
  approver: 'U0ANNA',
  secondApprover: 'U0SAM',
  bystander: 'U0BEN',
} as const
export const APPROVALS = 'C0APPROVE'

const USAGE = {
  '/dhcp':
    'add [name] [MAC] [IP address] · find [text] · list [subnet] · free [subnet] · leases [text] · check · mine · status · pause [reason] · resume · delegate [@person] until [day] · help',
}
const HINT =
  'As Rita, type /dhcp add printer-3f 00-00-5E-00-53-3F in #general and send the form. Switch to Anna (top left), approve it in #dhcp-approvals, then plug the device in (right).'

export interface DemoOptions {
  /** 0 for one that is free. */
  readonly port: number
  /** File that gets every Web API request and every interaction, one JSON object a line. */
  readonly record: string | undefined
  /** How long dhcpd must live to count as healthy. */
  readonly healthySeconds: number
  /** What dhcpd is given, and what its machine is joined to; the defaults are those of the machine. */
  readonly machine?: Pick<MachineOptions, 'config' | 'cables'>
  /** What is used between the bot and the server's sshd, if anything. */
  readonly relay?: (port: number) => Promise<number>
  /** The store of the configuration; a SQLite file by default. */
  readonly store?: { readonly postgres: string }
  /** What the bot does of its work; the whole, by default. */
  readonly role?: Role
  /** Is told of each part as it is started. */
  readonly progress: (step: string) => void
}

/** The whole story on this machine: a workspace, a DHCP server with a device, and the bot between them. */
export interface Demo {
  readonly workspace: Workspace
  readonly machine: Machine
  readonly folder: string
  bot(): BotProcess
  /** Starts the bot again, after it was stopped or killed. */
  restartBot(): Promise<void>
  /** Starts one more process that shares the store. */
  addBot(role: Role): Promise<BotProcess>
  /** Ends everything; nothing is left running, and no file but the record. */
  close(): Promise<void>
}

/**
 * Starts everything.
 * @throws CannotRun saying which part cannot run here and what to do. What was started before is ended again.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const folder = makeFolder()
  const closers: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })]
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    options.progress('A DHCP server and a device, each in a network of its own')
    const machine = await startMachine({
      ...options.machine,
      folder: join(folder, 'machine'),
      healthySeconds: options.healthySeconds,
    })
    closers.push(machine.close)
    options.progress('A Slack workspace')
    const workspace = await startDemoWorkspace(options, machine)
    closers.push(workspace.close)
    options.progress('The bot')
    const port = await (options.relay?.(machine.server.port) ?? machine.server.port)
    const botOptions = {
      config: writeConfig(folder, { ...machine.server, port }, options.store),
      role: options.role ?? 'both',
      logPath: join(folder, 'bot.log'),
      env: {
        SLACK_API_URL: workspace.apiUrl,
        SLACK_BOT_TOKEN: workspace.botToken,
        SLACK_APP_TOKEN: workspace.appToken,
      },
    }
    let bot = await startBotProcess(botOptions)
    closers.push(() => bot.stop())
    const restartBot = async () => {
      await bot.stop()
      bot = await startBotProcess(botOptions)
    }
    const addBot = async (role: Role) => {
      const added = await startBotProcess({ ...botOptions, role })
      closers.push(() => added.stop())
      return added
    }
    return { workspace, machine, folder, bot: () => bot, restartBot, addBot, close }
  } catch (error) {
    await close()
    throw error
  }
}

function startDemoWorkspace(options: DemoOptions, machine: Machine): Promise<Workspace> {
  const { record } = options
  if (record !== undefined) writeFileSync(record, '', { mode: 0o600 })
  const workspace = startWorkspace({
    port: options.port,
    ...readManifest(),
    page: createPage({ ...panels(machine), usage: USAGE, hint: HINT }),
    ...(record === undefined
      ? {}
      : { record: (entry) => appendFileSync(record, `${JSON.stringify(entry)}\n`) }),
  })
  return workspace.catch((error) => {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new CannotRun(`Port ${options.port} is in use on this machine: choose another one with --port.`)
    }
    throw error
  })
}

/** The device and the server, as the page shows them beside Slack. */
function panels({ device, configPath, dhcpd }: Machine): Pick<Extras, 'device' | 'server'> {
  return {
    device: {
      plugIn: async (typed) => {
        const mac = parseMac(typed)
        if (!mac.ok) throw new Error(`${mac.message} ${mac.advice}`)
        const plugged = await device.plugIn(mac.value)
        if ('none' in plugged) return { address: undefined, milliseconds: 0 }
        return { address: plugged.address, milliseconds: plugged.seconds * 1_000 }
      },
      unplug: device.unplug,
    },
    server: {
      state: async () => {
        const daemon = dhcpd()
        const config = decodeText(toByteString(readFileSync(configPath)))
        return { config, running: daemon.running, since: daemon.running ? daemon.since : undefined }
      },
    },
  }
}

/** A configuration as a person would write it, in the folder where the store will lie too. */
function writeConfig(
  folder: string,
  member: Machine['server'],
  store: object = { sqlite: 'leasehold.db' },
): string {
  const { host, port, user, key, hostKey, command } = member
  const path = join(folder, 'leasehold.yaml')
  const text = stringify({
    slack: { approvals: APPROVALS, team: team.id },
    // Nothing here refuses a dhcpd that is restarted often.
    servers: {
      campus: { members: [{ host, port, user, key, hostKey, command }], apply: { restartFloorSeconds: 0 } },
    },
    policy: {
      rules: [{ approvers: { users: [PEOPLE.approver, PEOPLE.secondApprover] }, quorum: 1 }],
      operators: { users: [PEOPLE.approver] },
    },
    // Whoever runs the demo may ask at the terminal, too.
    localUsers: { [userInfo().username]: PEOPLE.requester },
    store,
  })
  writeFileSync(path, text, { mode: 0o600 })
  return path
}
