import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Bed } from './bed.ts'
import type { Case } from './case.ts'
import { type Call, SUPERVISOR } from './conversation.ts'

const PROCESS = fileURLToPath(new URL('bot-process.ts', import.meta.url))

interface Ended {
  readonly said: string
  readonly calls: readonly Call[]
}

/** A bot killed with 9 at each moment at which it makes something durable; the next bot finishes its work. */
export async function botCases(bed: Bed): Promise<readonly Case[]> {
  await bed.reset()
  const calls = await withStore(async (store) => (await runBot(bed, store, '', 'list')).calls)
  const steps = calls.filter((call) => /fsync|unlink/.test(call))
  return steps.map((call) => ({
    fault: 'bot killed',
    step: 'take in',
    name: `bot killed at ${call}`,
    run: (other: Bed) => killBot(other, call),
  }))
}

/** SAFETY C4, C6: one outcome, and the change in the file exactly once. */
async function killBot(bed: Bed, call: Call): Promise<readonly string[]> {
  await bed.reset()
  const [before = ''] = bed.files().map(({ content }) => content)
  return withStore(async (store) => {
    await runBot(bed, store, call, 'kill')
    const { said } = await runBot(bed, store, '', 'list')
    const { files, daemons, loaded } = bed.look()
    const [found = ''] = files
    const rest = (found ?? '').replace(/\n[^\n]*host new-1 [^\n]*?\}(?=\r?\n)/, '')
    return [
      ...(said.match(/"kind":"applied"/g)?.length === 1
        ? []
        : [`the next bot ends with ${said.trim() || 'nothing'}`]),
      ...(rest === before && found !== before ? [] : ['the change is not in the file exactly once']),
      ...(daemons.length === 1 && loaded === files.join('') ? [] : ['dhcpd does not run with the files']),
    ]
  })
}

async function withStore<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-torture-bot-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function runBot(bed: Bed, folder: string, call: Call, action: string): Promise<Ended> {
  const report = `${folder}.calls`
  const bot = [
    execPath,
    '--disable-warning=ExperimentalWarning',
    PROCESS,
    join(folder, 'db'),
    JSON.stringify(bed.access),
  ]
  const run = promisify(execFile)('/usr/bin/python3', [SUPERVISOR, report, folder, call, action, ...bot])
  const { stdout } = await run
  const calls = readFileSync(report, 'utf8').split('\n').filter(Boolean)
  rmSync(report)
  return { said: stdout, calls }
}
