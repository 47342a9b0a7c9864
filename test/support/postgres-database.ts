import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { TEMPLATE } from './postgres.ts'
import { connectAsAdmin, USER, urlOf } from './postgres-server.ts'

/**
 * The URL of a database that goes away with the test.
 * @param options what `create database` takes; by default it has the tables of a store.
 */
export async function temporaryDatabase(
  options = `template ${TEMPLATE} strategy file_copy`,
): Promise<string> {
  const folder = await runningPostgres()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(`create database ${name} owner ${USER} ${options}`)
  onTestFinished(() => asAdmin(`drop database ${name} with (force)`))
  return urlOf(folder, name)
}

let admin: Promise<pg.Client> | undefined

/** Runs a statement as the one who may do everything. */
export async function asAdmin(statement: string): Promise<void> {
  admin ??= connectAsAdmin(await runningPostgres())
  await (await admin).query(statement)
}

/** Runs statements, parted by semicolons, as the bot's user; gives the rows of the only one. */
export async function asUser(url: string, statements: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(statements)).rows
  } finally {
    await client.end()
  }
}

/** Asks for the run's PostgreSQL and waits for it; gives its folder. */
async function runningPostgres(): Promise<string> {
  const folder = inject('postgres')
  const has = (name: string) => existsSync(join(folder, name))
  if (!has('wanted')) writeFileSync(join(folder, 'wanted'), '')
  while (!has('ready')) {
    if (has('failed')) throw new Error(readFileSync(join(folder, 'failed'), 'utf8'))
    await setTimeout(20)
  }
  return folder
}
