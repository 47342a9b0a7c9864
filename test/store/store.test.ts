import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { submitted } from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { temporaryPath, temporaryStore } from './temporary-store.ts'

describe('opening a store', () => {
  test('keeps what is there, and ids go on increasing', async () => {
    const path = temporaryPath()
    const before = await openStore(path)
    const first = await stored(before.requests, submitted())
    await before.close()

    const after = await temporaryStore(path)
    const second = await stored(after.requests, submitted())

    expect(await after.requests.find(first.id)).toEqual(first)
    expect(second.id).toBe(first.id + 1)
  })

  test('never gives an id again, whatever was removed', async () => {
    const path = temporaryPath()
    const { requests } = await temporaryStore(path)
    execute(path, "insert into requests values (41, 'campus', 'pending', 1, '{}', '', '')")
    execute(path, 'delete from requests')

    const { id } = await stored(requests, submitted())

    expect(id).toBe(42)
  })

  test('takes each step of the schema once, also when many start together', async () => {
    const path = temporaryPath()

    const exitCodes = await Promise.all([openInAProcess(path), openInAProcess(path), openInAProcess(path)])

    expect(exitCodes).toEqual([0, 0, 0])
    expect(query(path, 'select name from schema_migrations')).toEqual([
      { name: '001-requests' },
      { name: '002-queues' },
      { name: '003-pairs' },
      { name: '004-audit-chain' },
      { name: '005-look-ups' },
    ])
  })

  test('makes a file that only its owner can read', async () => {
    const path = temporaryPath()

    const { requests } = await temporaryStore(path)
    await stored(requests, submitted())

    expect(modes(path, `${path}-wal`, `${path}-shm`)).toEqual(['600', '600', '600'])
  })
})

describe('a store that cannot be opened says why and what to do', () => {
  test('no such folder', async () => {
    const path = join(dirname(temporaryPath()), 'missing', 'leasehold.db')

    const error = await failureOf(openStore(path))

    expect(error.message).toBe(`The store ${path} cannot be opened: there is no folder ${dirname(path)}.`)
    expect(error.advice).toBe(`Make it: mkdir -p ${dirname(path)}`)
  })

  test('a folder in its place', async () => {
    const path = temporaryPath()
    mkdirSync(path)

    const error = await failureOf(openStore(path))

    expect(error.message).toContain('it is a folder')
  })

  test('no right to write', async () => {
    const path = temporaryPath()
    chmodSync(dirname(path), 0o500)

    const error = await failureOf(asNobody(() => openStore(path)))

    expect(error.message).toContain('this user may not write there')
  })

  test('not a database', async () => {
    const path = temporaryPath()
    writeFileSync(path, 'Dear diary, '.repeat(1_000))

    const error = await failureOf(openStore(path))

    expect(error.message).toContain('it is not a SQLite database')
  })

  test('the database of another program, which is left as it was', async () => {
    const path = temporaryPath()
    execute(path, 'create table songs (title text)')

    const error = await failureOf(openStore(path))

    expect(error.message).toContain('another program')
    expect(query(path, 'select name from sqlite_master')).toEqual([{ name: 'songs' }])
  })

  test('a newer schema', async () => {
    const path = temporaryPath()
    await (await openStore(path)).close()
    execute(path, "insert into schema_migrations values ('999-flying-cars', '')")

    const error = await failureOf(openStore(path))

    expect(error.message).toContain('999-flying-cars')
    expect(error.advice).toContain('newer version')
  })

  test('damage', async () => {
    const path = temporaryPath()
    await (await openStore(path)).close()
    writeFileSync(path, readFileSync(path).fill(0xff, 4096))

    const error = await failureOf(openStore(path))

    expect(error.message).toContain('damaged')
  })
})

async function failureOf(opening: Promise<unknown>): Promise<StoreError> {
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StoreError)
  return error as StoreError
}

/** Root may write everywhere, so what opens a file begins as a user who may not. */
function asNobody<T>(begin: () => T): T {
  if (process.geteuid?.() !== 0) return begin()
  process.seteuid?.(65534)
  try {
    return begin()
  } finally {
    process.seteuid?.(0)
  }
}

async function openInAProcess(path: string): Promise<unknown> {
  const module = new URL('../../src/store/store.ts', import.meta.url)
  const script = `await (await (await import('${module}')).openStore(process.argv[1])).close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], { stdio: 'inherit' })
  const [exitCode] = await once(child, 'close')
  return exitCode
}

function execute(path: string, statements: string): void {
  const database = new DatabaseSync(path)
  database.exec(statements)
  database.close()
}

function query(path: string, statement: string): unknown[] {
  const database = new DatabaseSync(path)
  const rows = database.prepare(statement).all()
  database.close()
  return rows.map((row) => ({ ...row }))
}

function modes(...paths: readonly string[]): string[] {
  return paths.map((path) => (statSync(path).mode & 0o777).toString(8))
}
