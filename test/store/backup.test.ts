import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { backUpStore } from '../../src/store/backup.ts'
import { submitted } from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { failureOf, temporaryPath, temporaryStore } from './temporary-store.ts'

async function backUp(...[place, target]: Parameters<typeof backUpStore>): Promise<number> {
  return backUpStore(place, target)
}

test('a store that is being written is backed up as it is, into a file that only its owner can read', async () => {
  const [path, target] = [temporaryPath(), temporaryPath()]
  const { requests } = await temporaryStore({ sqlite: path })
  const first = await stored(requests, submitted())
  const writing = stored(requests, submitted())

  const bytes = backUpStore({ sqlite: path }, target)

  await writing
  const copy = await temporaryStore({ sqlite: target })
  expect(bytes).toBeGreaterThan(4_096)
  expect((statSync(target).mode & 0o777).toString(8)).toBe('600')
  expect(await copy.requests.find(first.id)).toEqual(first)
  expect(await copy.audit.verify([])).toMatchObject({ kind: 'intact' })
  expect(await requests.withStatus('campus', ['pending'])).toHaveLength(2)
})

test('a file that is there already is left as it was', async () => {
  const path = temporaryPath()
  await temporaryStore({ sqlite: path })

  const error = await failureOf(backUp({ sqlite: path }, path))

  expect(error.message).toBe(`${path} is there already.`)
})

test('a store that is not there is not made', async () => {
  const path = temporaryPath()

  const error = await failureOf(backUp({ sqlite: path }, temporaryPath()))

  expect(error.message).toBe(`There is no store ${path}.`)
  expect(existsSync(path)).toBe(false)
})

test('the database of another program is not backed up', async () => {
  const path = temporaryPath()
  new DatabaseSync(path).exec('create table songs (title text)')

  const error = await failureOf(backUp({ sqlite: path }, temporaryPath()))

  expect(error.message).toContain('is no store of Leasehold')
})

test('of a store that is damaged no copy is left', async () => {
  const [path, target] = [temporaryPath(), temporaryPath()]
  const { close } = await temporaryStore({ sqlite: path })
  await close()
  const first = 4_096
  writeFileSync(
    path,
    Buffer.concat([readFileSync(path).subarray(0, first), Buffer.alloc(statSync(path).size - first, 0xff)]),
  )

  await failureOf(backUp({ sqlite: path }, target))

  expect(existsSync(target)).toBe(false)
})

test('a store in PostgreSQL is left to what PostgreSQL has for it', async () => {
  const place = { postgres: 'postgres://ann:geheim@db.example.net/leasehold' }

  const error = await failureOf(backUp(place, temporaryPath()))

  expect(error.advice).toContain('pg_dump')
  expect(error.message).not.toContain('geheim')
})
