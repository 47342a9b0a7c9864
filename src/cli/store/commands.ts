// commander: the usual one.
import type { Command } from 'commander'
import { isDatabaseUrl } from '../../config/database-url.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import { headText } from '../../usecases/note-heads.ts'
import type { AuditHead } from '../../usecases/ports.ts'

/** What a copy came to: each table with its rows and a digest over them, and the ends of the audit logs. */
export interface CopyReport {
  readonly to: string
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly digest: string }[]
  readonly heads: readonly AuditHead[]
}

/** What the commands need of the process. */
export interface StoreTools {
  /**
   * Copies a SQLite file into a PostgreSQL database.
   * @param url of the database; where undefined, it is that of the configuration.
   */
  copy(file: string, url: string | undefined, config: string): Promise<CopyReport>
  /**
   * Copies the store of the configuration into a new file.
   * @returns its size in bytes.
   */
  backUp(config: string, file: string): Promise<number>
  out(text: string): void
}

/** Puts `store copy` and `store backup` into a program; each hands its exit code to `finish`. */
export function describeStoreCommands(
  program: Command,
  tools: StoreTools,
  finish: (code: number) => void,
): void {
  const store = program.command('store').description('where requests and the audit log are kept')

  configured(store.command('copy'))
    .description('copy a SQLite store, which no bot may have open, into an empty PostgreSQL database')
    .requiredOption('--from <sqlite:file>', 'the store')
    .option('--to <url>', 'the database, in place of `store.postgres` of the configuration')
    .action(async ({ from, to, config }: { from: string; to?: string; config: string }) => {
      finish(tellCopied(from, await tools.copy(fileOf(from), to && urlOf(to), config), tools))
    })

  configured(store.command('backup'))
    .description('copy a SQLite store into a new file, while the bot runs')
    .argument('<file>', 'the copy; it must not be there yet')
    .action(async (file: string, { config }: { config: string }) => {
      finish(tellBackedUp(file, await tools.backUp(config, file), tools))
    })
}

function configured(command: Command): Command {
  return command.option('--config <file>', 'the configuration', 'leasehold.yaml')
}

/** Commander would show a value that is not right, and with it a password. */
function fileOf(from: string): string {
  if (from.startsWith('sqlite:') && from.length > 'sqlite:'.length) return from.slice('sqlite:'.length)
  throw new ExplainedError(
    '--from: expected sqlite: and the path of a file.',
    'For example: --from sqlite:leasehold.db',
  )
}

function urlOf(to: string): string {
  if (isDatabaseUrl(to)) return to
  throw new ExplainedError(
    '--to: expected a URL such as postgres://USER@HOST/DATABASE.',
    'Without --to, the database is that of `store.postgres` in the configuration.',
  )
}

const DONE = 0

function tellCopied(from: string, { to, tables, heads }: CopyReport, { out }: StoreTools): number {
  out(`Copied ${from} to ${to}, in one transaction, and read back:\n`)
  for (const { table, rows, digest } of tables) {
    out(
      `  ${table.padEnd(14)}${String(rows).padStart(8)} ${rows === 1 ? 'row ' : 'rows'}  sha256 ${digest}\n`,
    )
  }
  out(`The audit logs are whole. Their ends: ${heads.map(headText).join(' ')}\n`)
  out(
    'Let `store.postgres` name the database before you start the bot, and put the file aside: it is as it was.\n',
  )
  return DONE
}

function tellBackedUp(file: string, bytes: number, { out }: StoreTools): number {
  out(`Backed up into ${file}: ${bytes} bytes, read back and found whole.\n`)
  return DONE
}
