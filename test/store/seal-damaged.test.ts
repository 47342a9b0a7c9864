import { existsSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import type * as segmentFile from '../../src/store/segment-file.ts'
import { denied, later, submitted } from '../request/samples.ts'
import { stored } from '../support/stored.ts'
import { failureOf, temporaryPath, temporaryStore } from './temporary-store.ts'

/** A disk that loses the last line of what is written. */
vi.mock('../../src/store/segment-file.ts', async (importOriginal) => {
  const original = await importOriginal<typeof segmentFile>()
  return {
    ...original,
    writeLines: (path: string, lines: AsyncIterable<string>) => original.writeLines(path, butLast(lines)),
  }
})

async function* butLast(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let held: string | undefined
  for await (const line of lines) {
    if (held !== undefined) yield held
    held = line
  }
}

// SAFETY K5
test('nothing is taken out when the file does not give it back, and the file goes', async () => {
  const { requests, outbox, audit } = await temporaryStore()
  await requests.commit(await stored(requests, submitted()), [denied])
  await outbox.done((await outbox.due(later, 10)).map(({ id }) => id))
  const file = `${temporaryPath()}.jsonl`

  const error = await failureOf(audit.seal({ before: '2027', file, localUser: 'root', at: later }))

  expect(error.message).toContain('does not read as the record itself')
  expect(existsSync(file)).toBe(false)
  expect(await audit.verify([])).toMatchObject({
    kind: 'intact',
    segments: [],
    heads: [{ seq: 2 }, { seq: 0 }],
  })
})
