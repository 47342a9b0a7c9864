import type { ChangeInput } from '../../inventory/check-change.ts'
import type { Finding } from '../../inventory/finding.ts'
import { BadTable, type HostRow, readTable } from '../../inventory/host-table.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import type { SubmitResult } from '../../usecases/submit-request.ts'
import { findingSaid } from '../local/terminal.ts'
import { withDesk } from '../with-desk.ts'
import { type Form, serverOf, submit } from './ask.ts'
import type { AskFlags } from './commands.ts'
import type { RequestTools } from './desk.ts'

/** More than a request may hold is refused with the number that there are; this is about tables that are none. */
const MOST_ROWS = 10_000

export interface ImportFlags extends AskFlags {
  readonly subnet?: string
  readonly skipBad: boolean
}

/**
 * Asks for the hosts of a table in one request. Every row is judged, and told of with the number that a spreadsheet gives
 * it; rows that are refused are left out where that is wanted.
 * @param table as `leasehold import` takes it
 * @returns the exit code: 0 it waits for approval, 1 refused with the reasons.
 */
export async function askForTable(table: string, flags: ImportFlags, tools: RequestTools): Promise<number> {
  const all = await rowsOf(table, flags.subnet, tools)
  return withDesk(tools.open(flags.config), (desk) => {
    const server = serverOf(desk, flags.server)
    let rows = all
    const said = (finding: Finding) => `${placeOf(finding, rows)}${findingSaid(finding)}`
    const send = async (form: Form): Promise<SubmitResult> => {
      const result = await desk.submit({ ...form, inputs: rows.map(({ input }) => input) }, server)
      const good = flags.skipBad && result.kind === 'errors' ? withoutBad(rows, result.findings) : rows
      if (result.kind !== 'errors' || good.length === 0 || good.length === rows.length) return result
      for (const finding of result.findings) tools.out(said(finding))
      const count = rows.length - good.length
      tools.out(`${count} of ${rows.length} rows ${count === 1 ? 'is' : 'are'} left out.\n\n`)
      rows = good
      return send(form)
    }
    return submit(flags, desk, tools, send, said)
  })
}

/** A row with the number that a spreadsheet gives it. */
interface Row {
  readonly number: number
  readonly input: ChangeInput
}

function placeOf({ change }: Finding, rows: readonly Row[]): string {
  // Of one row alone no finding needs to say which it is about.
  const row = change === undefined && rows.length > 1 ? undefined : rows[change ?? 0]
  return row ? `row ${row.number}: ` : ''
}

function withoutBad(rows: readonly Row[], findings: readonly Finding[]): readonly Row[] {
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.some(({ change }) => change === undefined)) return rows
  const bad = new Set(errors.map(({ change }) => change))
  return rows.filter((_, index) => !bad.has(index))
}

async function rowsOf(
  table: string,
  subnet: string | undefined,
  { readFile }: RequestTools,
): Promise<readonly Row[]> {
  try {
    const rows = readTable(await readFile(table), MOST_ROWS)
    if (rows.length === 0) throw new BadTable('It has no rows.')
    return rows.map((row, index) => ({ number: index + 2, input: inputOf(row, subnet) }))
  } catch (error) {
    if (!(error instanceof BadTable)) throw error
    throw new ExplainedError(`${table} cannot be imported.`, error.message)
  }
}

function inputOf(row: HostRow, subnet: string | undefined): ChangeInput {
  const [address = '', ...moreAddresses] = row.address.split(/\s+/)
  return { kind: 'add', ...row, address, moreAddresses, subnet }
}
