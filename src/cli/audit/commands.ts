// commander: the usual one.
import { type Command, InvalidArgumentError } from 'commander'
import { auditLine, subjectSaid } from '../../usecases/audit-line.ts'
import { headText } from '../../usecases/note-heads.ts'
import type { AuditEntry, AuditHead, AuditStore, AuditVerdict, Clock } from '../../usecases/ports.ts'
import { visible } from '../local/terminal.ts'
import { withDesk } from '../with-desk.ts'
import { type SealFlags, seal, segmentSaid } from './seal.ts'
import { tellUnreviewed, type UnreviewedDesk } from './unreviewed.ts'

/** The bot's record, opened beside the bot, which may be running. */
export interface AuditDesk extends UnreviewedDesk {
  readonly audit: AuditStore
  readonly clock: Clock
  /** Who runs the command, on this machine. */
  readonly user: string
  close(): Promise<void>
}

/** What the commands need of the process. */
export interface AuditTools {
  /** @param config path of leasehold.yaml. */
  open(config: string): Promise<AuditDesk>
  out(text: string): void
}

const DONE = 0
const REFUSED = 1

/** Puts `audit verify`, `audit export` and `audit seal` into a program; each hands its exit code to `finish`. */
export function describeAuditCommands(
  program: Command,
  tools: AuditTools,
  finish: (code: number) => void,
): void {
  const audit = program.command('audit').description('the record of who asked, approved and changed what')

  onRecord(audit.command('verify'))
    .description('find out whether an entry was changed, removed or cut off')
    .option('--head <log:number:hash>', 'an end that was noted earlier, from the bot’s log', head, [])
    .option('--with <file...>', 'files that audit seal wrote: they are worked out too')
    .action(async ({ config, head, with: files }: VerifyFlags) => {
      finish(
        await withDesk(tools.open(config), async (desk) => {
          const code = tell(await desk.audit.verify(head, files), tools)
          await tellUnreviewed(desk, tools.out)
          return code
        }),
      )
    })

  onRecord(audit.command('export'))
    .description('every entry: one JSON object a line, or a table')
    .option('--csv', 'as a table with a header line', false)
    .action(async ({ config, csv }: { config: string; csv: boolean }) => {
      finish(await withDesk(tools.open(config), ({ audit }) => exportAll(audit, csv, tools)))
    })

  onRecord(audit.command('seal'))
    .description('take the oldest entries out of the store, into a file that can be verified for ever')
    .requiredOption('--before <date>', 'entries from this day on stay, as in 2026-01-01')
    .option('--to <file>', 'the file, which is not there yet; packed where its name ends in .gz')
    .option('--forget', 'let the entries go for good, with no file', false)
    .action(async (flags: SealFlags) => {
      finish(await withDesk(tools.open(flags.config), (desk) => seal(flags, desk, tools)))
    })
}

interface VerifyFlags {
  readonly config: string
  readonly head: readonly AuditHead[]
  readonly with?: readonly string[]
}

function onRecord(command: Command): Command {
  return command.option('--config <file>', 'the configuration', 'leasehold.yaml')
}

function head(text: string, earlier: readonly AuditHead[]): readonly AuditHead[] {
  const [, log, seq, hash = ''] =
    /^(audit_log|queue_log|seal_log):(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (log !== 'audit_log' && log !== 'queue_log' && log !== 'seal_log') {
    throw new InvalidArgumentError('Give it as the bot’s log has it: audit_log:12:64 hexadecimal digits.')
  }
  return [...earlier, { log, seq: Number(seq), hash }]
}

const FAULTS = {
  changed: 'is not what was written',
  removed: 'is missing',
  'cut-off': 'is missing, and with it all that came after',
  returned: 'was sealed and taken out, and is there again',
} as const

function tell(verdict: AuditVerdict, { out }: AuditTools): number {
  if (verdict.kind === 'broken') {
    const place = verdict.file === undefined ? 'The record' : visible(verdict.file)
    out(`${place} is not whole: entry ${verdict.seq} of ${verdict.log} ${FAULTS[verdict.fault]}.\n`)
    out('Keep this file as evidence, and compare it with a backup from before.\n')
    return REFUSED
  }
  for (const segment of verdict.segments) out(segmentSaid(segment))
  for (const end of verdict.heads) out(`${end.log}: ${end.seq} entries, whole. Its end: ${headText(end)}\n`)
  if (verdict.unseen.length > 0) {
    for (const end of verdict.unseen) out(`Not looked at: ${headText(end)} lies in a sealed segment.\n`)
    out('Give the file of that segment, too: --with FILE\n')
    return REFUSED
  }
  out('Note the ends where nobody can change them; with --head they are held against what is here then.\n')
  return DONE
}

async function exportAll(audit: AuditStore, csv: boolean, { out }: AuditTools): Promise<number> {
  if (csv) out(`${COLUMNS.join(',')}\n`)
  const print = csv ? await rows() : auditLine
  for await (const entry of audit.entries()) out(print(entry))
  return DONE
}

const COLUMNS = ['log', 'seq', 'subject', 'version', 'at', 'type', 'by', 'event', 'hash'] as const

/** Loaded when a table is asked for: every command of the program would pay for it in its start. */
async function rows(): Promise<(entry: AuditEntry) => string> {
  const { stringify } = await import('csv-stringify/sync')
  return (entry) => stringify([cellsOf(entry)], { escape_formulas: true })
}

function cellsOf(entry: AuditEntry): readonly unknown[] {
  const { type, by } = JSON.parse(entry.event)
  const who = by?.user ?? by?.localUser ?? ''
  const cells: Record<(typeof COLUMNS)[number], unknown> = {
    ...entry,
    subject: subjectSaid(entry),
    type,
    by: who,
  }
  return COLUMNS.map((column) => cells[column])
}
