import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HASTY } from '../../src/store/node-postgres.ts'
import { connectPostgres, nameOf } from '../../src/store/open-postgres.ts'
import { openStore } from '../../src/store/store.ts'
import { submitted } from '../request/samples.ts'
import { needs } from '../support/needs.ts'
import { asAdmin, asUser, temporaryDatabase } from '../support/postgres-database.ts'
import { PASSWORD } from '../support/postgres-server.ts'
import { stored } from '../support/stored.ts'
import { failureOf, temporaryStore } from './temporary-store.ts'

const machine = needs('initdb')

/** The same database as another user sees it. */
function as(user: string, url: string): string {
  return url.replace('//leasehold@', `//${user}@`)
}

function databaseOf(url: string): string {
  return /\/(\w+)\?/.exec(url)?.[1] ?? ''
}

// SAFETY K4
test.each([
  [
    'postgres://ann:geheim@db.example.net:6432/leasehold?sslmode=verify-full',
    'ann@db.example.net:6432/leasehold',
  ],
  ['postgresql://ann@db.example.net/leasehold?password=geheim', 'ann@db.example.net:5432/leasehold'],
  ['postgres://ann:geheim@/leasehold?host=/run/postgresql', 'ann@/run/postgresql:5432/leasehold'],
])('people are shown a database without its password: %s', (url, name) => {
  expect(nameOf(url)).toBe(`postgres://${name}`)
})

describe('a database that cannot be reached says why and what to do', () => {
  test.each([
    ['no socket', 'postgres://ann:geheim@/leasehold?host=/nowhere', 'nobody answers there'],
    ['no server', 'postgres://ann:geheim@127.0.0.1:9/leasehold', 'nobody answers there'],
    [
      'a file that is not there',
      'postgres://ann:geheim@localhost/leasehold?sslrootcert=/nowhere.pem',
      '/nowhere.pem',
    ],
  ])('%s', async (_, postgres, reason) => {
    const error = await failureOf(openStore({ postgres }))

    expect(error.message).toContain(reason)
    expect(error.message + error.advice).not.toContain('geheim')
    expect(error.advice).not.toBe('')
  })
})

describe.skipIf(machine.skip)(`a database that cannot be used says why and what to do ${machine.why}`, () => {
  test.each([
    ['a wrong password', 'guarded:geheim'],
    ['no password', 'guarded'],
  ])('%s', async (_, user) => {
    const url = as(user, await temporaryDatabase())

    const error = await failureOf(openStore({ postgres: url }))

    expect(error.message).toBe(
      `The store ${nameOf(url)} cannot be used: it refuses the user or the password.`,
    )
    expect(error.advice).toContain('%40')
    expect(error.message + error.advice).not.toContain('geheim')
  })

  test.each([
    ['nobody-s', 'it does not let this user in from here'],
    [`guarded:${PASSWORD}`, 'this user may not do there what is needed'],
  ])('the user %s', async (user, reason) => {
    const url = as(user, await temporaryDatabase('template template1'))

    const error = await failureOf(openStore({ postgres: url }))

    expect(error.message).toContain(reason)
  })

  test.each([
    [
      'no more connections',
      (name: string) => `alter database ${name} connection limit 0`,
      'no more connections',
    ],
    [
      'a standby',
      (name: string) => `alter database ${name} set default_transaction_read_only = on`,
      'it can only be read',
    ],
  ])('%s', async (_, change, reason) => {
    const url = await temporaryDatabase('template template1')
    await asAdmin(change(databaseOf(url)))

    const error = await failureOf(openStore({ postgres: url }))

    expect(error.message).toContain(reason)
    expect(error.advice).not.toBe('')
  })

  test('no such database', async () => {
    const url = await temporaryDatabase()

    const error = await failureOf(openStore({ postgres: url.replace('/test_', '/no_') }))

    expect(error.message).toContain('there is no such database')
    expect(error.advice).toContain('createdb')
  })

  test('the database of another program, which is left as it was', async () => {
    const url = await temporaryDatabase('template template1')
    await asUser(url, 'create table songs (title text); create table schema_migrations (version text)')

    const error = await failureOf(openStore({ postgres: url }))

    expect(error.message).toContain('another program')
    expect(
      await asUser(url, `select relname from pg_class where relnamespace = 'public'::regnamespace`),
    ).toEqual([{ relname: 'songs' }, { relname: 'schema_migrations' }])
  })

  test('an encoding in which not every letter can be written', async () => {
    const url = await temporaryDatabase(
      `template template0 encoding 'LATIN1' locale 'C' locale_provider 'libc'`,
    )

    const error = await failureOf(openStore({ postgres: url }))

    expect(error.message).toContain('its encoding is LATIN1')
  })
})

describe.skipIf(machine.skip)(`a database in which something happens ${machine.why}`, () => {
  /** Somebody who holds the head of the audit log, so that who writes waits. */
  async function holdHead(url: string): Promise<() => Promise<void>> {
    const client = new pg.Client({ connectionString: url, application_name: 'holder' })
    await client.connect()
    onTestFinished(() => client.end())
    await client.query('begin')
    await client.query('select from audit_heads for update')
    return () => client.end()
  }

  async function cutConnections(url: string): Promise<void> {
    await asAdmin(
      `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = '${databaseOf(url)}' and application_name = 'leasehold'`,
    )
  }

  test('an idle connection that is cut is made again', async () => {
    const url = await temporaryDatabase()
    const { requests } = await temporaryStore({ postgres: url })
    const { id } = await stored(requests, submitted())

    await cutConnections(url)
    await setTimeout(100)

    expect(await requests.find(id)).toMatchObject({ id })
  })

  test('a connection that is cut in mid-transaction is told, with nothing done, and is made again', async () => {
    const url = await temporaryDatabase()
    const { requests } = await temporaryStore({ postgres: url })
    await requests.find(1)
    const release = await holdHead(url)
    const submitting = stored(requests, submitted())
    const failure = failureOf(submitting)
    await setTimeout(100)

    await cutConnections(url)

    expect((await failure).message).toContain('the connection was cut')
    await release()
    expect(await requests.withStatus('campus', ['pending'])).toEqual([])
    expect(await stored(requests, submitted())).toMatchObject({ version: 1 })
  })

  test('a connection that is cut under a statement of its own is told', async () => {
    const url = await temporaryDatabase()
    await using opened = connectPostgres(url, HASTY)
    const release = await holdHead(url)
    const failure = failureOf(opened.db.updateTable('audit_heads').set({ seq: 1 }).execute())
    await setTimeout(200)

    await cutConnections(url)

    expect((await failure).message).toContain('the connection was cut')
    await release()
  })

  test('a statement that takes too long is ended by the server', async () => {
    const url = await temporaryDatabase()
    await using hasty = connectPostgres(url, { statement: 200 })
    const release = await holdHead(url)

    const error = await failureOf(hasty.db.updateTable('audit_heads').set({ seq: 1 }).execute())

    expect(error.message).toContain('it took too long to answer')
    await release()
  })

  test('a server that falls silent is not waited for, and its connection is not used again', async () => {
    await using hasty = connectPostgres(await temporaryDatabase(), { statement: 100 })
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(hasty.db)
    const pid = rows[0]?.pid ?? 0
    process.kill(pid, 'SIGSTOP')
    onTestFinished(() => void process.kill(pid, 'SIGCONT'))

    const error = await failureOf(hasty.db.selectFrom('forms').selectAll().execute())

    expect(error.message).toContain('it took too long to answer')
    expect(await hasty.db.selectFrom('forms').selectAll().execute()).toEqual([])
    process.kill(pid, 'SIGCONT')
  })

  test('what is acknowledged is on the disk, whatever the server or the user is set to', async () => {
    const url = await temporaryDatabase()
    await asUser(
      url,
      `alter database ${databaseOf(url)} set synchronous_commit = off;
      alter database ${databaseOf(url)} set default_transaction_isolation = 'repeatable read'`,
    )
    await using opened = connectPostgres(url, { statement: 1_000 })

    const { rows } = await sql`
      select current_setting('synchronous_commit') as commit, current_setting('statement_timeout') as timeout,
        current_setting('default_transaction_isolation') as isolation
    `.execute(opened.db)

    expect(rows).toEqual([{ commit: 'on', timeout: '1s', isolation: 'read committed' }])
  })

  // SAFETY K5
  test.each(['audit_log', 'queue_log'])('%s is not emptied at once either', async (log) => {
    const url = await temporaryDatabase()

    await expect(asUser(url, `truncate ${log} cascade`)).rejects.toThrow('append-only')
  })

  test('two stores stand in one database, each in a schema of its own', async () => {
    const url = await temporaryDatabase()
    await asUser(url, 'create schema other')
    const one = await temporaryStore({ postgres: url })
    const other = await temporaryStore({ postgres: `${url}&options=-csearch_path%3Dother` })
    await stored(one.requests, submitted())

    const found = await other.requests.withStatus('campus', ['pending'])

    expect(found).toEqual([])
  })
})
