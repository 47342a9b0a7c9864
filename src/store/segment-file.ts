import { createHash, type Hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { makeNew, syncNew } from './new-file.ts'
import { StoreError } from './store-error.ts'

/**
 * Writes lines into a new file that only its owner can read, packed by gzip where its name ends in `.gz`, and brings it to the disk.
 * @throws StoreError (rejects) when it cannot be written; what was written of it is left.
 */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
  makeNew(path, (error) => notWritten(path, error))
  try {
    await using file = await open(path, 'r+')
    const packing = isPacked(path) ? [createGzip()] : []
    await pipeline([Readable.from(lines), ...packing, file.createWriteStream()])
    syncNew(path)
  } catch (error) {
    throw notWritten(path, error)
  }
}

/**
 * The lines of such a file, without their ends.
 * @param hash takes in the bytes of the lines, with their ends
 * @throws StoreError (rejects) when it cannot be read.
 */
export async function* linesIn(path: string, hash: Hash = createHash('sha256')): AsyncGenerator<string> {
  try {
    await using file = await open(path, 'r')
    const bytes = file.createReadStream()
    const text = isPacked(path) ? bytes.pipe(createGunzip()) : bytes
    if (text !== bytes) bytes.on('error', (error) => text.destroy(error))
    let rest = ''
    for await (const chunk of text.setEncoding('utf8')) {
      hash.update(chunk)
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    if (rest !== '') yield rest
  } catch (error) {
    if (error instanceof StoreError) throw error
    const what = error instanceof Error ? error.message : String(error)
    throw new StoreError(
      `${path} cannot be read: ${what}.`,
      'Name a file that is whole, or another copy of it.',
      {
        cause: error,
      },
    )
  }
}

function isPacked(path: string): boolean {
  return path.endsWith('.gz')
}

function notWritten(path: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const what = error instanceof Error ? error.message : String(error)
  return new StoreError(
    `${path} cannot be written: ${what}.`,
    'Name a new file in a folder that is there and that this user may write.',
    { cause: error },
  )
}
