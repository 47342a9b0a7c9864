import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getuid } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openStore } from '../../src/store/store.ts'
import { locate } from './needs.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the run's PostgreSQL. */
    readonly postgres: string
  }
}

/** The bot's user there, who needs no password; the user `guarded` has one. */
export const USER = 'leasehold'
export const PASSWORD = 's3cret'
/** A database with the tables of a store. */
export const TEMPLATE = 'leasehold_template'

/** PostgreSQL does not run as root. */
const NOBODY = 65534

/**
 * One PostgreSQL for all files of a run. It is started when the first test asks for it, by a file in its folder, and is gone
 * with its folder when the run ends, however that ends.
 */
export function setup(project: Pick<TestProject, 'provide'>): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-postgres-'))
  if (isRoot()) chownSync(folder, NOBODY, NOBODY)
  project.provide('postgres', folder)
  const ending = new AbortController()
  const running = waitForAsker(folder, ending.signal)
  return async () => {
    ending.abort()
    const server = await running
    server?.kill('SIGQUIT')
    if (server && server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    rmSync(folder, { recursive: true })
  }
}

async function waitForAsker(folder: string, signal: AbortSignal): Promise<ChildProcess | undefined> {
  while (!existsSync(join(folder, 'wanted'))) {
    if (signal.aborted) return undefined
    await setTimeout(50)
  }
  let server: ChildProcess | undefined
  try {
    server = await start(folder)
    await prepare(folder, server)
    writeFileSync(join(folder, 'ready'), '')
  } catch (error) {
    writeFileSync(join(folder, 'failed'), `${error}\n${readFileSync(join(folder, 'log'), 'utf8')}`)
  }
  return server
}

/** Letters are sorted as in English, and not by their bytes: what depends on the order shows. */
async function start(folder: string): Promise<ChildProcess> {
  const data = join(folder, 'data')
  const locale = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US']
  const making = run(folder, 'initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '-N',
    ...locale,
  ])
  const [code] = await once(making, 'exit')
  if (code !== 0) throw new Error(`initdb ended with ${code}`)
  writeFileSync(join(data, 'pg_hba.conf'), 'local all guarded scram-sha-256\nlocal all all trust\n')
  appendFileSync(
    join(data, 'postgresql.conf'),
    `listen_addresses = ''\nunix_socket_directories = '${folder}'\nfsync = off\nfull_page_writes = off\n`,
  )
  return run(folder, 'postgres', ['-D', data])
}

/** Ends with vitest, also where that is killed. */
function run(folder: string, program: string, args: readonly string[]): ChildProcess {
  const path = locate(program)
  if (path === undefined) throw new Error(`there is no ${program} on this machine`)
  const user = isRoot() ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : []
  const log = openSync(join(folder, 'log'), 'a')
  return spawn('setpriv', [...user, '--pdeathsig=QUIT', path, ...args], {
    cwd: folder,
    stdio: ['ignore', log, log],
  })
}

/** A user without any special right, and a database with the tables made, which each test gets a copy of. */
async function prepare(folder: string, server: ChildProcess): Promise<void> {
  const admin = await connect(folder, server)
  await admin.query(`create role ${USER} login`)
  await admin.query(`create role guarded login password '${PASSWORD}'`)
  await admin.query(`create database ${TEMPLATE} owner ${USER}`)
  await admin.end()
  const url = `postgres://${USER}@/${TEMPLATE}?host=${folder}`
  await (await openStore({ postgres: url })).close()
}

async function connect(folder: string, server: ChildProcess): Promise<pg.Client> {
  while (server.exitCode === null) {
    const client = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' })
    try {
      await client.connect()
      return client
    } catch {
      await setTimeout(50)
    }
  }
  throw new Error(`postgres ended with ${server.exitCode}`)
}

function isRoot(): boolean {
  return getuid?.() === 0
}
