// commander: the usual one.
import type { Command } from 'commander'
import type { RequestStore } from '../../usecases/ports.ts'

/** The bot's record, opened beside the bot, which may be running. */
export interface HistoryDesk {
  readonly requests: Pick<RequestStore, 'about' | 'histories'>
  close(): Promise<void>
}

/** What the command needs of the process. */
export interface HistoryTools {
  /** @param config path of leasehold.yaml. */
  open(config: string): Promise<HistoryDesk>
  out(text: string): void
}

export interface HistoryFlags {
  readonly config: string
  readonly json: boolean
}

/** Puts `history` into a program: what was asked about a host, and what came of it. Hands its exit code to `finish`. */
export function describeHistoryCommand(
  program: Command,
  tools: HistoryTools,
  finish: (code: number) => void,
): void {
  program
    .command('history')
    .description('what was asked about a host, by whom, and what came of it: the newest first')
    .argument('<text>', 'its name, MAC address in any notation, or IP address')
    .option('--json', 'a request with its events on each line', false)
    .option('--config <file>', 'the configuration', 'leasehold.yaml')
    .action(async (text: string, flags: HistoryFlags) => {
      // Loaded when it is called, so that no other command waits for it.
      const { tellHistory } = await import('./tell-history.ts')
      finish(await tellHistory(text, flags, tools))
    })
}
