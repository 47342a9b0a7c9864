import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Guard, guardsOf } from './guards.ts'
import { EQUIVALENT, GUARDS_FILE, guardsDocument, type Killer, killersIn } from './guards-doc.ts'

/**
 * Takes each guard out of the helper by itself and sees a test turn red; writes docs/GUARDS.md.
 * usage: npm run mutants -- [--only WORDS] [--missing] [--quick] [--minutes N]
 *   --missing  only the guards of which no test is known yet
 *   --quick    only on the tests that need no sshd: what survives them is tried on the others without it
 * Exit codes: 0 every guard has a test, 1 some survive or were not reached in time.
 */
const HERE = fileURLToPath(new URL('..', import.meta.url))
const HELPER = 'src/remote/helper.sh'
/** What the tests of the helper need, copied, so that each worker has a helper of its own. */
const PARTS = [
  'src',
  'test',
  'demo',
  'bench',
  'scripts',
  'bin',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
]
/** The tests that cover the helper, quick ones first, and the functions that each is about: those are tried there first. */
const TESTS: Readonly<Record<string, RegExp>> = {
  'test/remote/request-lines.real.test.ts':
    /^(main|is_\w+|read_header.*|read_\w+_line|read_payload|check_apply_request)$/,
  'test/remote/settings.real.test.ts': /^(load_settings?|use_preset|owned_by_root|tenths_of)$/,
  'test/remote/reading.real.test.ts': /^(take_\w+|read_files|files_hold|is_open|make_work_folder)$/,
  'test/remote/durable.real.test.ts': /^(apply|try|write_durably|journal|conclude|stage|put_back)$/,
  'test/remote/restart.real.test.ts':
    /^(restart_daemon|is_stopped|watch_daemon|find_daemons.*|is_ours|within)$/,
  'test/remote/recovery.real.test.ts':
    /^(settle.*|recover.*|read_journal|roll_back|is_untouched|status|abandon)$/,
  'test/remote/transaction.real.test.ts':
    /^(apply|find_\w+|blame|\w+_base_test|weave|include_instead|take_lock)$/,
  'test/remote/judge.real.test.ts': /^(refuse|look_round|hosts|judge.*|with_marks)$/,
  'test/remote/environment.real.test.ts': /^(may_restart|fill_in|prune|take_lock_by_lockf|swap|take_back)$/,
  'test/remote/helper.real.test.ts': /^probe$/,
  'test/remote/refusals.real.test.ts': /^redaction$/,
  'test/remote/includes.real.test.ts': /^prepare_test$/,
  'test/remote/apply.real.test.ts': /^restart_and_conclude$/,
  'test/remote/interrupted.real.test.ts': /^arm_watchdog$/,
  'test/torture/torture.real.test.ts': /^$/,
}
const NEED_SSHD = /\/(helper|refusals|includes|apply|interrupted|torture)\.real/
const WORKERS = 2
/** What is said of a test file that never came to name a test. */
const HANGS = 'it hangs or ends before its tests do'
/** A mutant that hangs is found out, too. */
const PATIENCE = 240_000

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    missing: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '600' },
  },
})
const deadline = performance.now() + Number(values.minutes) * 60_000
const script = readFileSync(join(HERE, HELPER), 'utf8')
const killers = killersIn(readFileSync(GUARDS_FILE, 'utf8'))
const todo = guardsOf(script)
  .filter(({ name }) => name.includes(values.only) && !(name in EQUIVALENT))
  .filter(({ name }) => !values.missing || !killers.has(name))
// With `--minutes 0` this is all: the rows are those of the helper as it is, with what is known of them.
writeFileSync(GUARDS_FILE, guardsDocument(script, killers))
await Promise.all(Array.from({ length: WORKERS }, work))
const survivors = guardsOf(script).filter(({ name }) => !killers.has(name) && !(name in EQUIVALENT))
for (const { name } of survivors) console.log(`SURVIVES ${name}`)
console.log(`${guardsOf(script).length} guards, ${survivors.length} without a test`)
process.exitCode = survivors.length === 0 ? 0 : 1

async function work(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-mutants-'))
  for (const part of PARTS) cpSync(join(HERE, part), join(folder, part), { recursive: true })
  symlinkSync(join(HERE, 'node_modules'), join(folder, 'node_modules'))
  try {
    for (let guard = todo.shift(); guard && performance.now() < deadline; guard = todo.shift()) {
      await judge(guard, folder)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The test that killed it last time first; then all of them, until one turns red, and does so twice. */
async function judge({ name, mutant }: Guard, folder: string): Promise<void> {
  writeFileSync(join(folder, HELPER), mutant)
  const killer = (await confirmed(folder, killers.get(name))) ?? (await firstOf(folder, likelyFirst(name)))
  if (killer) killers.set(name, killer)
  else killers.delete(name)
  // After each, so that a run that is ended early is not for nothing.
  writeFileSync(GUARDS_FILE, guardsDocument(script, killers))
  console.log(`${killer ? 'red     ' : 'SURVIVES'} ${name}${killer ? `  →  ${killer.test}` : ''}`)
}

function likelyFirst(name: string): string[] {
  const place = name.replace(/:.*/, '')
  const isLikely = (file: string) => TESTS[file]?.test(place) === true
  const files = Object.keys(TESTS).filter((file) => !values.quick || !NEED_SSHD.test(file))
  return [...files.filter(isLikely), ...files.filter((file) => !isLikely(file))]
}

async function firstOf(folder: string, files: readonly string[]): Promise<Killer | undefined> {
  for (const file of files) {
    const red = await confirmed(folder, await firstRed(folder, file))
    if (red) return red
  }
  return undefined
}

/** A test that turned red because the machine was busy does not do so again. */
async function confirmed(folder: string, killer: Killer | undefined): Promise<Killer | undefined> {
  if (!killer) return undefined
  return (await firstRed(folder, killer.file, killer.test)) && killer
}

/** The first test that fails; undefined when all pass. */
async function firstRed(folder: string, file: string, test?: string): Promise<Killer | undefined> {
  const only =
    test === undefined || test === HANGS ? [] : ['-t', test.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')]
  const report = join(folder, 'report.json')
  const words = [
    'run',
    '--project',
    'real',
    '--bail',
    '1',
    '--reporter',
    'json',
    '--outputFile',
    report,
    ...only,
  ]
  rmSync(report, { force: true })
  const code = await exitCodeOf(folder, [...words, file])
  if (code === 0) return undefined
  return redIn(report) ?? { file, test: HANGS }
}

function exitCodeOf(folder: string, words: readonly string[]): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const path = `${join(HERE, 'node_modules/.bin')}:${env.PATH}`
  const options = { cwd: folder, env: { ...env, PATH: path }, timeout: PATIENCE, maxBuffer: 1e9 }
  execFile('vitest', words, options, (error) => resolve(error ? 1 : 0))
  return promise
}

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly Assertion[]
  }[]
}

interface Assertion {
  readonly status: string
  readonly ancestorTitles: readonly string[]
  readonly title: string
}

/** As `vitest -t` takes it. */
function pathOf({ ancestorTitles, title }: Assertion): string {
  return [...ancestorTitles, title].filter((part) => part !== '').join(' > ')
}

function redIn(path: string): Killer | undefined {
  try {
    const report: Report = JSON.parse(readFileSync(path, 'utf8'))
    for (const { name, assertionResults } of report.testResults) {
      const red = assertionResults.find(({ status }) => status === 'failed')
      if (red) return { file: name.slice(name.lastIndexOf('/test/') + 1), test: pathOf(red) }
    }
  } catch {
    // It was ended before it wrote one.
  }
  return undefined
}
