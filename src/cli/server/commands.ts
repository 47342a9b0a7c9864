// commander: the usual one.
import { type Command, InvalidArgumentError } from 'commander'
import type { ServerDesk } from './desk.ts'

/**
 * Puts the commands that set a DHCP server up into a program. Each loads its own code only when it is called.
 * @param finish is told the exit code
 */
export function describeServerCommands(
  program: Command,
  desk: () => ServerDesk | Promise<ServerDesk>,
  finish: (code: number) => void,
): void {
  const server = program.command('server').description('set a DHCP server up for the bot')

  onMachine(server.command('install'))
    .description('put the helper on a server, over your own ssh: shows everything first')
    .option('--key <file>', 'the bot’s private key; made where there is none')
    .option('--settings <file>', 'the helper’s settings, in place of those found there')
    .option('--dhcpd-conf <path>', 'which dhcpd.conf is meant, where several are served there')
    .action(async (name: string | undefined, flags: InstallFlags, command: Command) => {
      requireMachine(name, flags, command)
      const { installServer } = await import('./install.ts')
      finish(await installServer({ ...unset, ...flags, name }, await desk()))
    })

  onMachine(server.command('uninstall'))
    .description('take the helper, its settings and the bot’s user off a server; the backups stay')
    .option('--purge', 'take the backups too', false)
    .action(async (name: string | undefined, flags: UninstallFlags, command: Command) => {
      requireMachine(name, flags, command)
      const { uninstallServer } = await import('./uninstall.ts')
      finish(await uninstallServer({ ...unset, ...flags, name }, await desk()))
    })

  server
    .command('probe')
    .description('log in as the bot does, and say what the server offers')
    .argument('<name>', 'the server’s name in leasehold.yaml')
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
    .option('--json', 'one JSON object: see docs/JSON.md', false)
    .action(async (name: string, flags: { config: string; json: boolean }) => {
      const { probeServer } = await import('./probe.ts')
      finish(await probeServer({ ...flags, name }, await desk()))
    })
}

interface MachineFlags {
  readonly config: string
  readonly host?: string
  readonly port: number
  readonly member?: string
  readonly ssh?: string
  readonly sshConfig?: string
  readonly yes: boolean
  readonly dryRun: boolean
}

type InstallFlags = MachineFlags & {
  readonly key?: string
  readonly settings?: string
  readonly dhcpdConf?: string
}
type UninstallFlags = MachineFlags & { readonly purge: boolean }

/** What an option is that was not given. */
const unset = {
  host: undefined,
  member: undefined,
  ssh: undefined,
  sshConfig: undefined,
  key: undefined,
  settings: undefined,
  dhcpdConf: undefined,
}

function onMachine(command: Command): Command {
  return command
    .argument('[name]', 'the server’s name in leasehold.yaml')
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
    .option('--host <host>', 'the machine, where leasehold.yaml does not name it yet')
    .option('--port <number>', 'with --host: the port of its SSH server', port, 22)
    .option('--member <host>', 'of a failover pair in leasehold.yaml: this member alone')
    .option('--ssh <destination>', 'what you type behind ssh; root there, or a user with sudo')
    .option('--ssh-config <file>', 'a configuration of your ssh other than your own')
    .option('--yes', 'do not ask', false)
    .option('--dry-run', 'only show what would be done, all of it', false)
}

function requireMachine(name: string | undefined, { host }: MachineFlags, command: Command): void {
  if (name !== undefined || host !== undefined) return
  command.error('error: give a server’s name in leasehold.yaml, or --host')
}

function port(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 65_535) {
    throw new InvalidArgumentError('Give a port, 1 to 65535.')
  }
  return number
}
