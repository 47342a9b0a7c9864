import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { StoreSettings } from '../../src/config/settings.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import { openStore } from '../../src/store/store.ts'
import { submitted } from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import {
  execute,
  failureOf,
  onBothDatabases,
  query,
  temporaryPath,
  temporaryStore,
} from './temporary-store.ts'

onBothDatabases(({ place: make, emptyPlace }) => {
  describe('opening a store', () => {
    test('keeps what is there, and ids go on increasing', async () => {
      const place = await make()
      const before = await openStore(place)
      const first = await stored(before.requests, submitted())
      await before.close()

      const after = await temporaryStore(place)
      const second = await stored(after.requests, submitted())

      expect(await after.requests.find(first.id)).toEqual(first)
      expect(second.id).toBe(first.id + 1)
    })

    test('never gives an id again, whatever was removed', async () => {
      const place = await make()
      const { requests } = await temporaryStore(place)
      await execute(
        place,
        `insert into requests (server, status, version, request, requested_at, updated_at)
        values ('campus', 'pending', 1, '{}', '', '')`,
      )
      await execute(place, 'delete from requests')

      const { id } = await stored(requests, submitted())

      expect(id).toBe(2)
    })

    test('takes each step of the schema once, also when many start together', async () => {
      const place = await emptyPlace()

      const exitCodes = await Promise.all([
        openInAProcess(place),
        openInAProcess(place),
        openInAProcess(place),
      ])

      expect(exitCodes).toEqual([0, 0, 0])
      expect(await query(place, 'select name from schema_migrations order by name')).toEqual(
        migrations.map(({ name }) => ({ name })),
      )
    })

    test('refuses a newer schema', async () => {
      const place = await make()
      await (await openStore(place)).close()
      await execute(place, "insert into schema_migrations values ('999-flying-cars', '')")

      const error = await failureOf(openStore(place))

      expect(error.message).toContain('999-flying-cars')
      expect(error.advice).toContain('newer version')
    })
  })
})

test('makes a file that only its owner can read', async () => {
  const path = temporaryPath()

  const { requests } = await temporaryStore({ sqlite: path })
  await stored(requests, submitted())

  expect(modes(path, `${path}-wal`, `${path}-shm`)).toEqual(['600', '600', '600'])
})

test('a file that an earlier version wrote is brought up to date with all that is in it', async () => {
  const path = temporaryPath()
  const written = readFileSync(new URL('./fixtures/store-004.sql', import.meta.url), 'utf8')
  await execute({ sqlite: path }, written)

  const { requests, drifts, queues, audit } = await temporaryStore({ sqlite: path })

  expect(await requests.find(1)).toMatchObject({ state: { status: 'settled' }, reason: 'für „alle“' })
  expect(await drifts.applied('campus')).toEqual([
    { name: 'by-hand', text: 'host "b" { } # \xe9' },
    { name: 'printer-3f', text: submitted().proposal.hosts[0]?.after },
  ])
  expect((await queues.find('campus')).pause).toMatchObject({ reason: 'exam week' })
  expect(await audit.verify([])).toMatchObject({ kind: 'intact', heads: [{ seq: 6 }, { seq: 1 }] })
  expect(await stored(requests, submitted())).toMatchObject({ id: 3 })
})

describe('a file that cannot be opened says why and what to do', () => {
  test('no such folder', async () => {
    const path = join(dirname(temporaryPath()), 'missing', 'leasehold.db')

    const error = await failureOf(openStore({ sqlite: path }))

    expect(error.message).toBe(`The store ${path} cannot be opened: there is no folder ${dirname(path)}.`)
    expect(error.advice).toBe(`Make it: mkdir -p ${dirname(path)}`)
  })

  test('a folder in its place', async () => {
    const path = temporaryPath()
    mkdirSync(path)

    const error = await failureOf(openStore({ sqlite: path }))

    expect(error.message).toContain('it is a folder')
  })

  test('no right to write', async () => {
    const path = temporaryPath()
    chmodSync(dirname(path), 0o500)

    const error = await failureOf(asNobody(() => openStore({ sqlite: path })))

    expect(error.message).toContain('this user may not write there')
  })

  test('not a database', async () => {
    const path = temporaryPath()
    writeFileSync(path, 'Dear diary, '.repeat(1_000))

    const error = await failureOf(openStore({ sqlite: path }))

    expect(error.message).toContain('it is not a SQLite database')
  })

  test('the database of another program, which is left as it was', async () => {
    const path = temporaryPath()
    await execute({ sqlite: path }, 'create table songs (title text)')

    const error = await failureOf(openStore({ sqlite: path }))

    expect(error.message).toContain('another program')
    expect(await query({ sqlite: path }, 'select name from sqlite_master')).toEqual([{ name: 'songs' }])
  })

  test('damage', async () => {
    const path = temporaryPath()
    await (await openStore({ sqlite: path })).close()
    writeFileSync(path, readFileSync(path).fill(0xff, 4096))

    const error = await failureOf(openStore({ sqlite: path }))

    expect(error.message).toContain('damaged')
  })
})

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

async function openInAProcess(place: StoreSettings): Promise<unknown> {
  const module = new URL('../../src/store/store.ts', import.meta.url)
  const script = `await (await (await import('${module}')).openStore(JSON.parse(process.argv[1]))).close()`
  const args = ['--input-type=module', '-e', script, JSON.stringify(place)]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  const [exitCode] = await once(child, 'close')
  return exitCode
}

function modes(...paths: readonly string[]): string[] {
  return paths.map((path) => (statSync(path).mode & 0o777).toString(8))
}
