import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsAdmin, handOver, startPostgres, stopPostgres, USER, urlOf } from './postgres-server.ts'

/** A PostgreSQL of one's own, as durable as it is when nobody changes its settings. */
export interface DurablePostgres extends AsyncDisposable {
  /**
   * Makes a database.
   * @param template a name of one to copy, which nobody may be connected to
   * @returns its URL
   */
  database(name: string, template?: string): Promise<string>
  drop(name: string): Promise<void>
}

export async function startDurablePostgres(): Promise<DurablePostgres> {
  await using parts = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-postgres-'))
  parts.defer(() => rmSync(folder, { recursive: true }))
  handOver(folder)
  const server = await startPostgres(folder, [])
  parts.defer(() => stopPostgres(server))
  const admin = await connectAsAdmin(folder)
  parts.defer(() => admin.end())
  const kept = parts.move()
  return {
    async database(name, template = 'template1') {
      await admin.query(`create database ${name} owner ${USER} template ${template}`)
      return urlOf(folder, name)
    },
    drop: async (name) => void (await admin.query(`drop database ${name} with (force)`)),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
