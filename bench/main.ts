import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Row, tableOf } from './measure.ts'

const BENCHES: Readonly<Record<string, () => Promise<Row[]>>> = {
  parse: async () => (await import('./parse.ts')).benchParse(),
}

/**
 * `npm run bench -- NAME [--json FILE]`: prints the table of one bench, or of all.
 * @returns the exit code: 0 all goals met, 1 one missed, 2 usage.
 */
async function bench(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'string' } },
    allowPositionals: true,
  })
  const names = positionals.length === 0 ? Object.keys(BENCHES) : positionals
  const rows: Row[] = []
  for (const name of names) {
    const run = BENCHES[name]
    if (!run) {
      process.stderr.write(`There is no bench ${name}; there are: ${Object.keys(BENCHES).join(', ')}\n`)
      return 2
    }
    const measured = await run()
    process.stdout.write(tableOf(measured))
    rows.push(...measured)
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, undefined, 2)}\n`)
  return rows.every(({ met }) => met) ? 0 : 1
}

process.exitCode = await bench()
