import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { StoreSettings } from '../../src/config/settings.ts'
import { openStore } from '../../src/store/store.ts'
import { onBothDatabases } from './temporary-store.ts'

const writer = fileURLToPath(new URL('./submit-until-killed.ts', import.meta.url))

onBothDatabases(({ place: make }) => {
  test('a writer that is killed again and again loses nothing that it acknowledged', async () => {
    const place = await make()
    const acknowledged: number[] = []

    for (const wait of [0, 20, 60, 120, 250]) acknowledged.push(...(await writeUntilKilled(place, wait)))

    const { requests, close } = await openStore(place)
    const approved = await requests.withStatus('campus', ['approved'])
    const histories = await Promise.all(approved.map(({ id }) => requests.history(id)))
    await close()
    expect(acknowledged.length).toBeGreaterThan(5)
    expect(approved.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged))
    expect(histories.every((events) => events.length === 3)).toBe(true)
  }, 60_000)
})

/** Lets a process write for so many milliseconds after its first acknowledgement; gives the ids it acknowledged. */
async function writeUntilKilled(place: StoreSettings, milliseconds: number): Promise<number[]> {
  const child = spawn(process.execPath, [writer, JSON.stringify(place)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    if (output === '') setTimeout(() => child.kill('SIGKILL'), milliseconds)
    output += chunk.toString()
  })
  const [, signal] = await once(child, 'close')
  expect(signal).toBe('SIGKILL')
  return output.split('\n').slice(0, -1).map(Number)
}
