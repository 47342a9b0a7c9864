// commander: the usual one.
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Placement } from '../../request/plan-add.ts'
import { PLACES, readPlace } from './place.ts'
import type { LocalFile } from './session.ts'
import type { Terminal } from './terminal.ts'

/**
 * Puts the commands that change a dhcpd.conf of this machine into a program; each hands its exit code to `finish`. Each
 * loads its own code only when it is called, so that none waits for the others'.
 */
export function describeLocalCommands(
  program: Command,
  terminal: () => Terminal,
  finish: (code: number) => void,
): void {
  placing(checking(changing(program.command('add'))))
    .description('add a host to a dhcpd.conf on this machine')
    .argument('<name>', 'host name')
    .argument('<mac>', 'MAC address, in any notation')
    .argument('[address]', 'IP address, or "auto" for the next free one', 'auto')
    .option('--comment <text>', 'a comment to stand above the host', '')
    .action(async (name: string, mac: string, address: string, flags: AddFlags) => {
      const options = { ...file(flags), ...checks(flags), place: flags.place, comment: flags.comment }
      const { addLocal } = await import('./add.ts')
      finish(await addLocal({ ...options, name, mac, address }, terminal()))
    })

  checking(changing(program.command('edit')))
    .description('change a host of a dhcpd.conf on this machine')
    .argument('<name>', 'host name, as it is written')
    .option('--mac <mac>', 'its new MAC address, in any notation')
    .option(
      '--address <list>',
      'all its new IP addresses with commas between, or "auto" for the next free one',
    )
    .option('--comment <text>', 'its new comment; "" takes its comments out')
    .action(async (name: string, { mac, address, comment, ...flags }: EditFlags, command: Command) => {
      if (mac === undefined && address === undefined && comment === undefined) {
        command.error('error: nothing to change: give --mac, --address or --comment')
      }
      const options = { ...file(flags), ...checks(flags), mac, address, comment }
      const { editLocal } = await import('./edit.ts')
      finish(await editLocal({ ...options, name, newName: undefined }, terminal()))
    })

  checking(changing(program.command('rename')))
    .description('rename a host of a dhcpd.conf on this machine')
    .argument('<old>', 'host name, as it is written')
    .argument('<new>', 'its new name')
    .action(async (name: string, newName: string, flags: CheckFlags & FileFlags) => {
      const kept = { mac: undefined, address: undefined, comment: undefined }
      const { editLocal } = await import('./edit.ts')
      finish(await editLocal({ ...file(flags), ...checks(flags), ...kept, name, newName }, terminal()))
    })

  changing(program.command('remove'))
    .description('remove a host, with its comments, from a dhcpd.conf on this machine')
    .argument('<name>', 'host name, as it is written')
    .action(async (name: string, flags: FileFlags) => {
      const { removeLocal } = await import('./remove.ts')
      finish(await removeLocal({ ...file(flags), name }, terminal()))
    })

  placing(checking(changing(program.command('import'))))
    .description('add the hosts of a table to a dhcpd.conf on this machine')
    .argument(
      '<csv>',
      'a table whose first row names the columns name, mac, address and comment; - for standard input',
    )
    .option('--skip-bad', 'leave rows out that are refused, instead of refusing all', false)
    .action(async (table: string, flags: ImportFlags, command: Command) => {
      if (table === '-' && flags.file === '-') {
        command.error('error: standard input is either the table or the file: name one of them')
      }
      const options = { ...file(flags), ...checks(flags), place: flags.place, skipBad: flags.skipBad }
      const { importLocal } = await import('./import.ts')
      finish(await importLocal({ ...options, table }, terminal()))
    })

  served(program.command('export'))
    .description('print the hosts of a dhcpd.conf on this machine as a table (CSV)')
    .requiredOption('--file <dhcpd.conf>', 'the file to read, or - for standard input')
    .action(async ({ file: path }: { file: string }) => {
      const { exportLocal } = await import('./export.ts')
      finish(await exportLocal({ file: path }, terminal()))
    })
}

interface FileFlags {
  readonly file: string
  readonly leases?: string
  readonly dryRun: boolean
  readonly 6?: true
}

interface CheckFlags {
  readonly subnet?: string
  readonly force: boolean
}

interface PlaceFlags {
  readonly place: Placement
}

type AddFlags = FileFlags & CheckFlags & PlaceFlags & { readonly comment: string }
type ImportFlags = FileFlags & CheckFlags & PlaceFlags & { readonly skipBad: boolean }
type EditFlags = FileFlags &
  CheckFlags & { readonly mac?: string; readonly address?: string; readonly comment?: string }

function changing(command: Command): Command {
  return served(command)
    .requiredOption('--file <dhcpd.conf>', 'the main file; a host is changed in the file that holds it')
    .option('--dry-run', 'only show the difference', false)
}

function served(command: Command): Command {
  return command
    .addOption(new Option('-4', 'a configuration for IPv4 (the default)').conflicts('6'))
    .addOption(new Option('-6', 'a configuration for IPv6: hosts get fixed-address6'))
}

function checking(command: Command): Command {
  return command
    .option('--subnet <cidr>', 'the subnet to take the next free address from')
    .option('--leases <dhcpd.leases>', 'the lease database to look into')
    .option('--force', 'go past errors about what dhcpd itself would take', false)
}

function placing(command: Command): Command {
  const place = new Option('--place <where>', `where hosts go: ${PLACES}`)
  return command.addOption(place.argParser(placeOf).default(placeOf('subnet'), 'subnet'))
}

function placeOf(text: string): Placement {
  const place = readPlace(text)
  if (!place) throw new InvalidArgumentError(`Places are ${PLACES}.`)
  return place
}

function file({ file, leases, dryRun, ...flags }: FileFlags): LocalFile {
  return { file, leases, dryRun, family: flags[6] ? 6 : 4 }
}

function checks({ subnet, force }: CheckFlags): { subnet: string | undefined; force: boolean } {
  return { subnet, force }
}
