import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, chownSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getuid } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { locate } from './needs.ts'

/** The bot's user there, who needs no password; the user `guarded` has one. */
export const USER = 'leasehold'
export const PASSWORD = 's3cret'

/** PostgreSQL does not run as root. */
const NOBODY = 65534

/** Gives a folder to the user that PostgreSQL runs as. */
export function handOver(folder: string): void {
  if (isRoot()) chownSync(folder, NOBODY, NOBODY)
}

/**
 * Makes a PostgreSQL in a folder that was handed over, and starts it. Letters are sorted as in English, and not by their
 * bytes: what depends on the order shows.
 * @param settings lines of postgresql.conf, beside those that let nobody in but by the folder
 * @returns its process, which ends with this one, once it answers
 */
export async function startPostgres(folder: string, settings: readonly string[]): Promise<ChildProcess> {
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
  const all = ["listen_addresses = ''", `unix_socket_directories = '${folder}'`, ...settings]
  appendFileSync(join(data, 'postgresql.conf'), `${all.join('\n')}\n`)
  const server = run(folder, 'postgres', ['-D', data])
  await makeUsers(folder, server)
  return server
}

export async function stopPostgres(server: ChildProcess): Promise<void> {
  server.kill('SIGQUIT')
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
}

/** A connection of the one who may do everything. */
export async function connectAsAdmin(folder: string): Promise<pg.Client> {
  const client = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' })
  await client.connect()
  return client
}

/** Of a database, for the bot's user. */
export function urlOf(folder: string, database: string): string {
  return `postgres://${USER}@/${database}?host=${folder}`
}

/** Users without any special right. */
async function makeUsers(folder: string, server: ChildProcess): Promise<void> {
  const admin = await connectOnceItAnswers(folder, server)
  await admin.query(`create role ${USER} login`)
  await admin.query(`create role guarded login password '${PASSWORD}'`)
  await admin.end()
}

async function connectOnceItAnswers(folder: string, server: ChildProcess): Promise<pg.Client> {
  while (server.exitCode === null) {
    try {
      return await connectAsAdmin(folder)
    } catch {
      await setTimeout(50)
    }
  }
  throw new Error(`postgres ended with ${server.exitCode}`)
}

/** Ends with us, also where we are killed. */
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

function isRoot(): boolean {
  return getuid?.() === 0
}
