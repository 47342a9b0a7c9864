// commander: the usual one.
import { type Command, InvalidArgumentError } from 'commander'
import type { Clock, DelegationStore } from '../../usecases/ports.ts'

/** The bot's record, opened beside the bot, which may be running. */
export interface DelegateDesk {
  readonly delegations: DelegationStore
  /** The workspace that the people of the configuration belong to; undefined where it does not say. */
  readonly team: string | undefined
  readonly clock: Clock
  /** Who runs the command. */
  readonly user: string
  close(): Promise<void>
}

/** What the command needs of the process. */
export interface DelegateTools {
  /** @param config path of leasehold.yaml. */
  open(config: string): Promise<DelegateDesk>
  out(text: string): void
}

export interface DelegateFlags {
  readonly to?: string
  readonly until?: string
  readonly reason: string
  readonly off: boolean
  readonly list: boolean
  readonly config: string
}

/** Puts `delegate` into a program: who approves in whose place. Hands its exit code to `finish`. */
export function describeDelegateCommand(
  program: Command,
  tools: DelegateTools,
  finish: (code: number) => void,
): void {
  program
    .command('delegate')
    .description('let somebody approve in the place of an approver who is away')
    .argument('[user]', 'the approver, by their Slack user id', userId)
    .option('--to <user>', 'who approves in their place', userId)
    .option('--until <day>', 'the last day, as 2026-12-24 (to its end in UTC)')
    .option('--reason <text>', 'what the others are told', '')
    .option('--off', 'the approver is back', false)
    .option('--list', 'say who stands in for whom now', false)
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
    .action(async (user: string | undefined, flags: DelegateFlags, command: Command) => {
      const isNaming = flags.to !== undefined && flags.until !== undefined
      if (!flags.list && (user === undefined || !(flags.off || isNaming))) {
        command.error('error: give USER with --to USER --until DAY, or USER --off, or --list')
      }
      const { delegate, listDelegations } = await import('./delegate.ts')
      finish(
        user === undefined || flags.list
          ? await listDelegations(flags, tools)
          : await delegate(user, flags, tools),
      )
    })
}

function userId(typed: string): string {
  if (/^[UW][A-Z0-9]+$/.test(typed)) return typed
  throw new InvalidArgumentError('A Slack user id such as U0123ABCD is expected.')
}
