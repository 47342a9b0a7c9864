import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type ByteString, toBytes } from '../../dhcpd/source.ts'
import { lockFolder } from './folder-lock.ts'

/** Why the file stays as it was. The message is fit to be shown. */
export class NotReplaced extends Error {
  override readonly name = 'NotReplaced'
}

/**
 * Replaces a file in one step, so that at every instant its path shows the whole old or the whole new content
 * (SAFETY F1, F4, F5, F6): staged beside the file that a symbolic link leads to, with its mode, owner, ACL and
 * attributes, synced, tested, and renamed only if the file still is what was read. From that last look to the rename
 * no other command of ours can come between.
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
    await swap(staged, target, before)
  } catch (error) {
    await rm(staged, { force: true })
    throw error
  }
  await synced(await open(dirname(target), 'r'))
}

async function swap(staged: string, target: string, before: ByteString): Promise<void> {
  const unlock = await lockFolder(dirname(target))
  try {
    if (!(await readFile(target)).equals(toBytes(before))) {
      throw new NotReplaced(
        `${target} was changed by someone else meanwhile; nothing was written. Try again.`,
      )
    }
    await rename(staged, target)
  } finally {
    await unlock()
  }
}

async function stage(staged: string, target: string, content: ByteString): Promise<void> {
  const file = (await copied(target, staged)) ? await open(staged, 'r+') : await openLike(staged, target)
  try {
    await refuseOtherOwner(file, target)
    await file.truncate()
    await file.writeFile(toBytes(content))
  } finally {
    await synced(file)
  }
}

/** Only root can give a file to somebody else, and cp says nothing where it could not. */
async function refuseOtherOwner(staged: FileHandle, target: string): Promise<void> {
  const [after, before] = await Promise.all([staged.stat(), stat(target)])
  if (after.uid === before.uid && after.gid === before.gid) return
  throw new NotReplaced(
    `${target} would not keep its owner and group; nothing was written. Run this as its owner or as root.`,
  )
}

/** GNU cp alone keeps ACLs, attributes and labels; the content is written over. */
async function copied(target: string, staged: string): Promise<boolean> {
  try {
    await promisify(execFile)('cp', ['--preserve=all', '--', target, staged])
    return true
  } catch {
    await rm(staged, { force: true })
    return false
  }
}

async function openLike(staged: string, target: string): Promise<FileHandle> {
  const { mode, uid, gid } = await stat(target)
  const file = await open(staged, 'wx', 0o600)
  try {
    await file.chown(uid, gid)
    await file.chmod(mode & 0o7777)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

async function synced(file: FileHandle): Promise<void> {
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
