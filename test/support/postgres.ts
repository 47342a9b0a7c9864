import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { openStore } from '../../src/store/store.ts'
import { connectAsAdmin, handOver, startPostgres, stopPostgres, USER, urlOf } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the run's PostgreSQL. */
    readonly postgres: string
  }
}

/** A database with the tables of a store. */
export const TEMPLATE = 'leasehold_template'

/** What survives a power cut is no matter of the tests, and waiting for the disk takes time. */
const CARELESS = ['fsync = off', 'full_page_writes = off']

/**
 * One PostgreSQL for all files of a run. It is started when the first test asks for it, by a file in its folder, and is gone
 * with its folder when the run ends, however that ends.
 */
export function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-postgres-'))
  handOver(folder)
  project.provide('postgres', folder)
  const ending = new AbortController()
  const running = waitForAsker(folder, ending.signal)
  return async () => {
    ending.abort()
    const server = await running
    if (server) await stopPostgres(server)
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
    server = await startPostgres(folder, CARELESS)
    await prepare(folder)
    writeFileSync(join(folder, 'ready'), '')
  } catch (error) {
    writeFileSync(join(folder, 'failed'), `${error}\n${readFileSync(join(folder, 'log'), 'utf8')}`)
  }
  return server
}

/** A database with the tables made, which each test gets a copy of. */
async function prepare(folder: string): Promise<void> {
  const admin = await connectAsAdmin(folder)
  await admin.query(`create database ${TEMPLATE} owner ${USER}`)
  await admin.end()
  await (await openStore({ postgres: urlOf(folder, TEMPLATE) })).close()
}
