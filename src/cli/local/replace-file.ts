import { randomUUID } from 'node:crypto'
import { type FileHandle, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type ByteString, toBytes } from '../../dhcpd/source.ts'

/** Why the file stays as it was. The message is fit to be shown. */
export class NotReplaced extends Error {
  override readonly name = 'NotReplaced'
}

/**
 * Replaces a file in one step, so that at every instant its path shows the whole old or the whole new content
 * (SAFETY F1, F4, F5, F6): staged beside the file that a symbolic link leads to, with its mode and owner, synced,
 * tested, and renamed only if the file still is what was read.
 * @param test called with the path of the staged file; it throws to leave everything as it is
 * @throws NotReplaced when the file has changed meanwhile; else what the system or the test throws. Nothing is left
 * behind then.
 */
export async function replaceFile(
  path: string,
  before: ByteString,
  after: ByteString,
  test: (staged: string) => Promise<void>,
): Promise<void> {
  const target = await realpath(path)
  const staged = join(dirname(target), `.${basename(target)}.${randomUUID()}`)
  try {
    await stage(staged, target, after)
    await test(staged)
    if (!(await readFile(target)).equals(toBytes(before))) {
      throw new NotReplaced(`${path} was changed by someone else meanwhile; nothing was written. Try again.`)
    }
    await rename(staged, target)
  } catch (error) {
    await rm(staged, { force: true })
    throw error
  }
  await synced(await open(dirname(target), 'r'))
}

async function stage(staged: string, target: string, content: ByteString): Promise<void> {
  const { mode, uid, gid } = await stat(target)
  const file = await open(staged, 'wx', 0o600)
  try {
    await file.chown(uid, gid)
    await file.chmod(mode & 0o7777)
    await file.writeFile(toBytes(content))
  } finally {
    await synced(file)
  }
}

async function synced(file: FileHandle): Promise<void> {
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
