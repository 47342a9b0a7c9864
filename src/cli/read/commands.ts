import { type Command, InvalidArgumentError, Option } from 'commander'
import { ipv4Number } from '../../dhcpd/ipv4.ts'
import type { AddressRange } from '../../inventory/model.ts'
import type { Asked } from './check.ts'
import type { Desk, ReadOptions } from './desk.ts'

/** What commander gives for the options that all reading commands share. */
interface Given {
  readonly file?: string
  readonly leases?: string
  readonly 6?: true
  readonly json?: boolean
}

/**
 * Adds the commands that read a configuration and change nothing. Each loads its own code only when it is called, so
 * that none waits for the others'.
 * @param finish is told the exit code
 */
export function addReadingCommands(program: Command, desk: Desk, finish: (code: number) => void): void {
  const onFile = (name: string, description: string) =>
    shared(
      program
        .command(name)
        .description(description)
        .argument('<file>', 'dhcpd.conf, or - for standard input'),
    )

  program
    .command('print')
    .description('print a file from its tokens, byte for byte')
    .argument('<file>', 'any file, or - for standard input')
    .action(async (file: string) => finish(await (await import('./print.ts')).printFile({ file }, desk)))

  program
    .command('tokens')
    .description('show the tokens of a file')
    .argument('<file>', 'any file, or - for standard input')
    .addOption(JSON_OPTION)
    .action(async (file: string, { json = false }: Given) =>
      finish(await (await import('./print.ts')).listTokens({ file, json }, desk)),
    )

  onFile('tree', 'show the statements of a configuration as they are nested').action(
    async (file: string, given: Given) =>
      finish(await (await import('./tree.ts')).showTree(readOptions(file, given), desk)),
  )

  onFile('hosts', 'list the hosts of a configuration')
    .option('--options', 'with what each gets from where (in --json)', false)
    .action(async (file: string, given: Given & { options: boolean }) =>
      finish(
        await (await import('./hosts.ts')).listHosts(
          { ...readOptions(file, given), options: given.options },
          desk,
        ),
      ),
    )

  onFile('subnets', 'list the subnets of a configuration and their use')
    .addOption(LEASES_OPTION)
    .action(async (file: string, given: Given) =>
      finish(await (await import('./subnets.ts')).listSubnets(readOptions(file, given), desk)),
    )

  program
    .command('leases')
    .description('list the leases of a lease database in their last state')
    .argument('<file>', 'dhcpd.leases, or - for standard input')
    .addOption(JSON_OPTION)
    .action(async (file: string, { json = false }: Given) =>
      finish(await (await import('./leases.ts')).listLeases({ file, json }, desk)),
    )

  shared(program.command('find').description('find hosts in a dhcpd.conf on this machine'))
    .argument('<text>', 'part of a name, MAC address, IP address or comment')
    .requiredOption('--file <dhcpd.conf>', 'the file to look into, or - for standard input')
    .addOption(LEASES_OPTION)
    .option('--options', 'with what each gets from where (in --json)', false)
    .action(async (text: string, given: Given & { options: boolean }) => {
      const options = { ...readOptions(given.file ?? '-', given), text, options: given.options }
      finish(await (await import('./find.ts')).find(options, desk))
    })

  shared(program.command('free').description('show the next free addresses'))
    .argument('[subnet]', 'as 10.20.0.0/24, an address in it, or a shared network; else of every subnet')
    .requiredOption('--file <dhcpd.conf>', 'the file to look into, or - for standard input')
    .addOption(LEASES_OPTION)
    .option('--count <number>', 'how many of each subnet', positive, 1)
    .option('--keep <from-to>', 'addresses that are kept for something else (can be repeated)', zone, [])
    .action(
      async (subnet: string | undefined, given: Given & { count: number; keep: readonly AddressRange[] }) => {
        const { count, keep: zones } = given
        const options = { ...readOptions(given.file ?? '-', given), subnet, count, zones }
        finish(await (await import('./free.ts')).listFree(options, desk))
      },
    )

  onFile('check', 'review a configuration: see docs/CHECKS.md')
    .addOption(LEASES_OPTION)
    .option('--dns', 'ask whether the names among the fixed addresses resolve', false)
    .option('--kea', 'say too what Kea, the successor of dhcpd, would not take over', false)
    .option('--all', 'show every finding, also where there are many of one kind', false)
    .action(async (file: string, given: Given & Asked) => {
      const { dns, kea, all } = given
      const options = { ...readOptions(file, given), dns, kea, all }
      finish(await (await import('./check.ts')).check(options, desk))
    })
}

const JSON_OPTION = new Option('--json', 'one JSON object a line: see docs/JSON.md')
const LEASES_OPTION = new Option('--leases <dhcpd.leases>', 'the lease database to look into')

function shared(command: Command): Command {
  return command
    .addOption(new Option('-4', 'as dhcpd reads it for IPv4 (the default)').conflicts('6'))
    .addOption(new Option('-6', 'as dhcpd reads it for IPv6'))
    .addOption(JSON_OPTION)
}

function readOptions(file: string, given: Given): ReadOptions {
  return { file, leases: given.leases, family: given[6] ? 6 : 4, json: given.json ?? false }
}

function positive(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Give a number from 1.')
  return number
}

function zone(text: string, others: readonly AddressRange[]): AddressRange[] {
  const [from = '', to = from, ...more] = text.split('-')
  const wellFormed = [from, to].every((address) => ipv4Number(address) !== undefined) && more.length === 0
  if (!wellFormed) throw new InvalidArgumentError('Give two addresses, as 10.20.0.1-10.20.0.9.')
  return [...others, { from, to }]
}
