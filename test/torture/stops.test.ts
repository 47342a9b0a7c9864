import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { temporaryPath } from '../store/temporary-store.ts'
import { needs } from '../support/needs.ts'
import { temporaryDatabase } from '../support/postgres-database.ts'
import { stopEverything } from './stops.ts'

function site() {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-site-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return { folder, servers: 3, milliseconds: 50 }
}

const machine = needs('initdb')

// SAFETY C4, C6. As often as one likes by hand: npm run torture.
describe('a bot that is killed again and again', () => {
  test('on SQLite loses nothing that it acknowledged, and applies nothing twice', async () => {
    const lives = [300, 700, 1_500]

    const report = await stopEverything({
      place: { sqlite: temporaryPath() },
      site: site(),
      replicas: 1,
      lives,
    })

    expect(report.violations).toEqual([])
    expect(report.acknowledged.approved).toBeGreaterThan(5)
  }, 120_000)

  test.skipIf(machine.skip)(
    `in two replicas on PostgreSQL loses nothing, and applies nothing twice ${machine.why}`,
    async () => {
      const place = { postgres: await temporaryDatabase() }

      const report = await stopEverything({ place, site: site(), replicas: 2, lives: [500, 2_000] })

      expect(report.violations).toEqual([])
      expect(report.acknowledged.approved).toBeGreaterThan(5)
    },
    120_000,
  )
})
