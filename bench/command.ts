import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Row } from './measure.ts'
import { jsonOf, tableOf } from './table.ts'

/** What a bench may be asked for beside its name. */
export interface Wanted {
  /** How many requests go into a flood of them, where it is not the usual number. */
  readonly requests: number | undefined
}

/** Measures something; by the names under which people call them. */
export type Benches = Readonly<Record<string, (wanted: Wanted) => Promise<Row[]>>>

/** Where the tables go, and what went wrong. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
}

interface Asked extends Wanted {
  readonly names: readonly string[]
  /** The file for the rows as JSON. */
  readonly json: string | undefined
}

const MET = 0
const MISSED = 1
const USAGE = 2

/**
 * `npm run bench -- [NAME…] [--requests N] [--json FILE]`: prints the table of each bench named, or of all.
 * @returns the exit code: 0 all goals met, 1 one missed or not measured, 2 usage.
 */
export async function benchCommand(
  words: readonly string[],
  benches: Benches,
  terminal: Terminal,
): Promise<number> {
  const asked = askedIn(words, benches)
  if (typeof asked === 'string') {
    terminal.err(`bench: ${asked}\nusage: npm run bench -- [NAME…] [--requests N] [--json FILE]\n`)
    return USAGE
  }
  const rows: Row[] = []
  let code = MET
  for (const name of asked.names) {
    const measured = await measuredBy(() => benches[name]?.(asked), name, terminal)
    if (!measured?.every(({ met }) => met)) code = MISSED
    rows.push(...(measured ?? []))
  }
  if (asked.json !== undefined) writeFileSync(asked.json, jsonOf(rows))
  return code
}

/** What is asked for, or what is wrong with the words; found before anything is measured, which takes minutes. */
function askedIn(words: readonly string[], benches: Benches): Asked | string {
  const all = Object.keys(benches)
  const parsed = parsedFrom(words)
  if (typeof parsed === 'string') return parsed
  const unknown = parsed.names.find((name) => !all.includes(name))
  if (unknown !== undefined) return `there is no bench "${unknown}"; there are: ${all.join(', ')}`
  const unwritable = parsed.json === undefined ? undefined : whyUnwritable(parsed.json)
  if (unwritable !== undefined) return `--json: ${unwritable}; name a file that can be written`
  return { ...parsed, names: parsed.names.length === 0 ? all : parsed.names }
}

function parsedFrom(words: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { json: { type: 'string' }, requests: { type: 'string' } },
      allowPositionals: true,
    })
    const { json, requests } = values
    if (requests !== undefined && !/^[1-9]\d{0,6}$/.test(requests))
      return `--requests: expected a number, got "${requests}"`
    return { names: positionals, json, requests: requests === undefined ? undefined : Number(requests) }
  } catch (error) {
    // Without Node's advice on how a file might be named like an option.
    return messageOf(error).replace(/\. To specify .*/s, '')
  }
}

/** Begins the file; undefined where that works. */
function whyUnwritable(file: string): string | undefined {
  try {
    writeFileSync(file, jsonOf([]))
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

/** The rows of a bench, printed; undefined where it could not be measured, which is said. */
async function measuredBy(
  bench: () => Promise<Row[]> | undefined,
  name: string,
  terminal: Terminal,
): Promise<Row[] | undefined> {
  try {
    const rows = (await bench()) ?? []
    terminal.out(tableOf(rows))
    return rows
  } catch (error) {
    terminal.err(`bench: ${name} could not be measured: ${messageOf(error)}\n`)
    return undefined
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
