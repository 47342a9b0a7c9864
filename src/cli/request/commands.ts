// commander: the usual one.
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ChangeInput } from '../../inventory/check-change.ts'
import { UNCHANGED_EDIT } from '../../inventory/unchanged-edit.ts'
import { requestIdIn } from '../../request/request.ts'
import type { ChangeFlags } from './change.ts'
import type { RequestTools } from './desk.ts'
import type { ImportFlags } from './import.ts'

/**
 * Puts into a program what people ask for in Slack: `request add|edit|rename|remove|import|undo|change|emergency|cancel`. Each hands its exit code to
 * `finish`. What they do is loaded when one is called, so that no other command waits for it.
 */
export function describeRequestCommands(
  program: Command,
  tools: RequestTools,
  finish: (code: number) => void,
): void {
  const request = program
    .command('request')
    .description('ask for a change of a server, as in Slack: it is approved there')

  asking(request.command('add'))
    .description('ask for a new host')
    .argument('<name>', 'host name')
    .argument('<mac>', 'MAC address, in any notation')
    .argument('[address]', 'IP address, or "auto" for the next free one', 'auto')
    .option('--subnet <cidr>', 'the subnet to take the next free address from')
    .option('--comment <text>', 'a comment to stand above the host', '')
    .addOption(OWNER)
    .addOption(UNTIL)
    .action(async (name: string, mac: string, address: string, flags: AddFlags) => {
      const { subnet, comment, owner, until } = flags
      finish(await asked({ kind: 'add', name, mac, address, subnet, comment, owner, until }, flags, tools))
    })

  asking(request.command('edit'))
    .description('ask for a change of a host')
    .argument('<name>', 'host name, as it is written')
    .option('--mac <mac>', 'its new MAC address, in any notation')
    .option('--address <list>', 'all its new IP addresses with commas between, or "auto"')
    .option('--subnet <cidr>', 'the subnet to take the next free address from')
    .option('--comment <text>', 'its new comment; "" takes its comments out')
    .addOption(OWNER)
    .addOption(UNTIL)
    .action(async (target: string, flags: EditFlags, command: Command) => {
      const { mac, address, comment, owner, until } = flags
      if ([mac, address, comment, owner, until].every((value) => value === undefined)) {
        command.error('error: nothing to change: give --mac, --address, --comment, --owner or --until')
      }
      finish(await asked({ ...UNCHANGED_EDIT, target, ...flags, name: undefined }, flags, tools))
    })

  asking(request.command('rename'))
    .description('ask for another name of a host')
    .argument('<old>', 'host name, as it is written')
    .argument('<new>', 'its new name')
    .action(async (target: string, name: string, flags: AskFlags) => {
      finish(await asked({ ...UNCHANGED_EDIT, target, name }, flags, tools))
    })

  asking(request.command('remove'))
    .description('ask that a host is taken out, with its comments')
    .argument('<name>', 'host name, as it is written')
    .action(async (target: string, flags: AskFlags) => {
      finish(await asked({ kind: 'remove', target }, flags, tools))
    })

  asking(request.command('import'))
    .description('ask for the hosts of a table, in one request')
    .argument(
      '<csv>',
      'a table whose first row names the columns name, mac, address, comment, owner and until; - for standard input',
    )
    .option('--subnet <cidr>', 'the subnet to take the next free addresses from')
    .option('--skip-bad', 'leave rows out that are refused, instead of asking for nothing', false)
    .action(async (table: string, flags: ImportFlags) => {
      const { askForTable } = await import('./import.ts')
      finish(await askForTable(table, flags, tools))
    })

  asking(request.command('undo'))
    .description('ask for the inverse of a request that was applied')
    .argument('<request>', 'its number, as R-12', requestId)
    .action(async (id: number, flags: AskFlags) => {
      const { askToUndo } = await import('./ask.ts')
      finish(await askToUndo(id, flags, tools))
    })

  request
    .command('change')
    .description('give some values of a request otherwise, before it is approved by somebody else')
    .argument('<request>', 'its number, as R-12', requestId)
    .option('--name <name>', 'the host name')
    .option('--mac <mac>', 'the MAC address, in any notation')
    .option('--address <list>', 'all IP addresses with commas between, or "auto"')
    .option('--comment <text>', 'the comment')
    .option('--yes', 'save it though there are warnings', false)
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
    .action(async (id: number, flags: ChangeFlags, command: Command) => {
      const { name, mac, address, comment } = flags
      if ([name, mac, address, comment].every((value) => value === undefined)) {
        command.error('error: nothing to change: give --name, --mac, --address or --comment')
      }
      const { changeRequest } = await import('./change.ts')
      finish(await changeRequest(id, flags, tools))
    })

  request
    .command('emergency')
    .description(
      'have a request applied at once without its approvers: for those whom policy.emergency names',
    )
    .argument('<request>', 'its number, as R-12', requestId)
    .requiredOption('--reason <text>', 'why it cannot wait: everyone is told')
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
    .action(async (id: number, flags: { reason: string; config: string }) => {
      const { approveNow } = await import('./emergency.ts')
      finish(await approveNow(id, flags, tools))
    })

  request
    .command('cancel')
    .description('take a request of yours back, as long as it is not being applied')
    .argument('<request>', 'its number, as R-12', requestId)
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
    .action(async (id: number, { config }: { config: string }) => {
      const { takeBack } = await import('./take-back.ts')
      finish(await takeBack(id, config, tools))
    })
}

async function asked(input: ChangeInput, flags: AskFlags, tools: RequestTools): Promise<number> {
  const { ask } = await import('./ask.ts')
  return ask(input, flags, tools)
}

/** What every command takes that asks for something. */
export interface AskFlags {
  readonly server?: string
  readonly reason: string
  readonly yes: boolean
  readonly config: string
}

/** Whose a host is to be, and until when. */
interface TenureFlags {
  readonly owner?: string
  readonly until?: string
}

const OWNER = new Option('--owner <id>', 'whose it is: the id of a person (U…) or a user group (S…) in Slack')
const UNTIL = new Option('--until <day>', 'the last day on which it is wanted, as 2027-03-31, or "never"')

type AddFlags = AskFlags & TenureFlags & { readonly subnet?: string; readonly comment: string }
type EditFlags = AskFlags &
  TenureFlags & {
    readonly mac?: string
    readonly address?: string
    readonly subnet?: string
    readonly comment?: string
  }

function asking(command: Command): Command {
  return command
    .requiredOption('--reason <text>', 'what it is for, in a few words: the approvers read it')
    .option('--server <name>', 'the server, where the configuration has several')
    .option('--yes', 'ask for it though there are warnings', false)
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
}

function requestId(text: string): number {
  const id = requestIdIn(text)
  if (id === undefined) throw new InvalidArgumentError('Give it as R-12.')
  return id
}
