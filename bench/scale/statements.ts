import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { Side } from './side.ts'
import { watchCalls } from './watch-calls.ts'

/** What was asked of a database; the values only where they were seen. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Each statement with its plan, as people read them. */
export async function plansOf(side: Side, statements: readonly Statement[]): Promise<string> {
  const told: string[] = []
  for (const statement of statements) {
    const plan = await side.plan(statement)
    told.push(`  ${inOneLine(statement.text)}\n${plan.replace(/^/gm, '    ')}`)
  }
  return told.join('\n')
}

/** Tables that grow with the requests. */
const LARGE = ['requests', 'audit_log', 'request_subjects', 'deliveries']

/** How often a plan reads the whole of a large table, in the words of either database. */
export function scansIn(plans: string): number {
  return plans.match(new RegExp(`\\b(Seq Scan on|SCAN) (${LARGE.join('|')})\\b`, 'g'))?.length ?? 0
}

/** What a job asks of the tables, each statement once. Nothing else may ask meanwhile. */
export async function statementsOf(job: () => Promise<unknown>): Promise<readonly Statement[]> {
  const found = new Map<string, Statement>()
  const note = (text: unknown, values: unknown) => {
    if (typeof text === 'string') found.set(text, { text, values: Array.isArray(values) ? values : [] })
  }
  const ends = [
    watchCalls(pg.Client.prototype, 'query', note),
    watchCalls(DatabaseSync.prototype, 'prepare', (text) => note(text, [])),
  ]
  try {
    await job()
  } finally {
    for (const end of ends) end()
  }
  return [...found.values()].filter(isOfTables)
}

/** The bell's own tables do not grow with the requests. */
function isOfTables({ text }: Statement): boolean {
  return /^\s*(select|insert|update|delete)\b/.test(text) && !text.includes('_bell')
}

function inOneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}
