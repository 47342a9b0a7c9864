import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { claimFile } from '../../../src/store/claim-file.ts'
import { openStore } from '../../../src/store/store.ts'
import { minimal } from '../../config/sources.ts'
import { submitted } from '../../request/samples.ts'
import { temporaryPath } from '../../store/temporary-store.ts'
import { needs } from '../../support/needs.ts'
import { asUser, temporaryDatabase } from '../../support/postgres-database.ts'
import { PASSWORD } from '../../support/postgres-server.ts'
import { stored } from '../../support/stored.ts'

const program = fileURLToPath(new URL('../../../bin/leasehold', import.meta.url))
const machine = needs('initdb')

/** A folder with a store of one request, and its configuration. */
async function bot(store = 'sqlite: leasehold.db') {
  const path = temporaryPath()
  const folder = dirname(path)
  const { requests, close } = await openStore({ sqlite: path })
  await stored(requests, submitted())
  await close()
  writeFileSync(join(folder, 'leasehold.yaml'), `${minimal}store: { ${store} }\n`)

  /** Runs leasehold as a shell would, in that folder. */
  function leasehold(argv: readonly string[], env: Record<string, string> = {}) {
    return new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', ...env } }
      execFile(program, argv, options, (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out, err }),
      )
    })
  }
  return { folder, path, leasehold }
}

test('a store is backed up beside a bot that has it open', async () => {
  const { folder, path, leasehold } = await bot()
  onTestFinished(claimFile(path))

  const { code, out, err } = await leasehold(['store', 'backup', 'copy.db'])
  const again = await leasehold(['store', 'backup', 'copy.db'])

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^Backed up into copy\.db: \d+ bytes/)
  expect(existsSync(join(folder, 'copy.db-wal'))).toBe(false)
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('copy.db is there already') })
})

test('a variable that is not set ends a command at once, and makes no store', async () => {
  const { leasehold } = await bot('postgres: { env: LEASEHOLD_POSTGRES }')

  const { code, err } = await leasehold(['audit', 'verify'])

  expect(code).toBe(2)
  expect(err).toContain(
    'leasehold.yaml:14:20: store.postgres: expected the URL of the database in the variable LEASEHOLD_POSTGRES',
  )
})

describe.skipIf(machine.skip)(`in PostgreSQL ${machine.why}`, () => {
  test('a store is copied into the database of the configuration, which then holds the record', async () => {
    const { leasehold } = await bot('postgres: { env: LEASEHOLD_POSTGRES }')
    const env = { LEASEHOLD_POSTGRES: await temporaryDatabase('template template1') }

    const copied = await leasehold(['store', 'copy', '--from', 'sqlite:leasehold.db'], env)
    const verified = await leasehold(['audit', 'verify'], env)
    const again = await leasehold(['store', 'copy', '--from', 'sqlite:leasehold.db'], env)

    expect(copied).toMatchObject({ code: 0, err: '' })
    expect(copied.out).toMatch(/^ {2}requests +1 row /m)
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('audit_log: 1 entries, whole') })
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') })
  })

  test('a store that a bot has open is not copied', async () => {
    const { path, leasehold } = await bot()
    onTestFinished(claimFile(path))
    const url = await temporaryDatabase()

    const { code, err } = await leasehold(['store', 'copy', '--from', 'sqlite:leasehold.db', '--to', url])

    expect(code).toBe(1)
    expect(err).toContain('in use by another Leasehold')
    expect(await asUser(url, 'select id from requests')).toEqual([])
  })

  // SAFETY K4
  test('a password is shown nowhere, and a command that is refused ends at once', async () => {
    const { leasehold } = await bot()
    const url = (await temporaryDatabase()).replace('//leasehold@', `//guarded:${PASSWORD}x@`)
    const started = performance.now()

    const { code, out, err } = await leasehold([
      'store',
      'copy',
      '--from',
      'sqlite:leasehold.db',
      '--to',
      url,
    ])

    expect(code).toBe(1)
    expect(err).toContain('it refuses the user or the password')
    expect(out + err).not.toContain(PASSWORD)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
