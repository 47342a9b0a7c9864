import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type ClaimMode, claimDatabase } from '../../src/store/claim-database.ts'
import { needs } from '../support/needs.ts'
import { asAdmin, temporaryDatabase } from '../support/postgres-database.ts'
import { failureOf } from './temporary-store.ts'

const machine = needs('initdb')

/** Claims a database until the test is over, or the claim is given back. */
async function claim(url: string, mode: ClaimMode = 'alone') {
  const lost = vi.fn()
  const release = await claimDatabase(url, mode, lost)
  onTestFinished(release)
  return { release, lost }
}

async function cutHolder(): Promise<void> {
  await asAdmin(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`)
}

describe.skipIf(machine.skip)(`the claim of a database ${machine.why}`, () => {
  test('is shared by as many bots as there are', async () => {
    const url = await temporaryDatabase()
    await claim(url, 'shared')

    await expect(claim(url, 'shared')).resolves.toBeDefined()
  })

  test('is refused to who would copy into it beside a bot, with what to do', async () => {
    const url = await temporaryDatabase()
    await claim(url, 'shared')

    const error = await failureOf(claimDatabase(url, 'alone', () => {}))

    expect(error.message).toContain('in use by another Leasehold')
    expect(error.advice).toContain('Stop every bot')
  })

  test('is refused to a bot while it is copied into, with what to do', async () => {
    const url = await temporaryDatabase()
    await claim(url, 'alone')

    const error = await failureOf(claimDatabase(url, 'shared', () => {}))

    expect(error.message).toContain('is being filled by leasehold store copy')
  })

  test('can be had again when it was given back', async () => {
    const url = await temporaryDatabase()
    const { release } = await claim(url)

    await release()

    await expect(claim(url)).resolves.toBeDefined()
  })

  test('is taken again when its connection was cut', async () => {
    const url = await temporaryDatabase()
    const { lost } = await claim(url)

    await cutHolder()

    await vi.waitFor(
      () => failureOf(claimDatabase(url, 'alone', () => {}).then((release) => release())),
      5_000,
    )
    expect(lost).not.toHaveBeenCalled()
  })

  test('is lost when another bot took it meanwhile, which is told', async () => {
    const url = await temporaryDatabase()
    const { lost } = await claim(url)

    await cutHolder()
    await setTimeout(100)
    await claim(url)

    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce(), 5_000)
    expect(lost.mock.calls[0]?.[0].message).toContain('in use by another Leasehold')
  })
})
