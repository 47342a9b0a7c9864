// commander: the usual one.
import type { Command } from 'commander'
import type { Person } from '../../request/person.ts'
import type { OwnedHosts } from '../../usecases/hosts-of.ts'

/** The bot's record, opened beside the bot, which may be running. */
export interface MineDesk {
  /** Who runs the command; undefined where the configuration does not say it. */
  readonly person: Person | undefined
  /** The workspace that people are of; undefined where the configuration does not say it. */
  readonly team: string | undefined
  hostsOf(person: Person): Promise<OwnedHosts>
  close(): Promise<void>
}

/** What the command needs of the process. */
export interface MineTools {
  /** @param config path of leasehold.yaml. */
  open(config: string): Promise<MineDesk>
  /** The name of the user of this machine who runs the command. */
  readonly localUser: string
  out(text: string): void
  err(text: string): void
}

export interface MineFlags {
  readonly as?: string
  readonly json: boolean
  readonly config: string
}

/** Puts `mine` into a program: what one owns. Hands its exit code to `finish`. */
export function describeMineCommand(
  program: Command,
  tools: MineTools,
  finish: (code: number) => void,
): void {
  program
    .command('mine')
    .description('list the hosts that are yours, or those of your user groups, with their ends')
    .option('--as <user>', 'the Slack user whose hosts are meant, as U0123ABCD')
    .option('--json', 'one JSON object a line: see docs/JSON.md', false)
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
    .action(async (flags: MineFlags) => {
      // Loaded when it is called, so that no other command waits for it.
      const { listMine } = await import('./list-mine.ts')
      finish(await listMine(flags, tools))
    })
}
