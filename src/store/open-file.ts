import { accessSync, closeSync, constants, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openDatabase } from './node-sqlite.ts'
import { StoreError } from './store-error.ts'

/** Marks a file as ours ("LEAS"), so that another program's database is never migrated. */
const applicationId = 0x4c454153

/**
 * Opens the file of a SQLite store, or makes one that only its owner can read.
 * @throws StoreError when the file cannot be opened or is not a store of ours.
 */
export function openFile(path: string): DatabaseSync {
  makeFile(path)
  const database = openOrExplain(path)
  try {
    claim(database, path)
    return database
  } catch (error) {
    database.close()
    throw explainOpening(error, path)
  }
}

/**
 * Opens the file of a SQLite store to read it.
 * @throws StoreError when it is not there, or is not a store of ours.
 */
export function openExisting(path: string): DatabaseSync {
  try {
    accessSync(path, constants.R_OK)
    const database = new DatabaseSync(path, { readOnly: true })
    if (isOurs(database)) return database
    database.close()
  } catch (error) {
    const { code } = error as { code?: string }
    if (code !== 'ENOENT') throw explainOpening(error, path)
    throw new StoreError(`There is no store ${path}.`, 'Name the file that `store.sqlite` names.', {
      cause: error,
    })
  }
  throw new StoreError(`${path} is no store of Leasehold.`, 'Name the file that `store.sqlite` names.')
}

/** The write-ahead log takes its mode from the file, so the file must be private before SQLite sees it. */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600))
  } catch (error) {
    throw explainOpening(error, path)
  }
}

function openOrExplain(path: string): DatabaseSync {
  try {
    return openDatabase(path)
  } catch (error) {
    throw explainOpening(error, path)
  }
}

function claim(database: DatabaseSync, path: string): void {
  if (isOurs(database)) return
  if (database.prepare('select 1 from sqlite_master').get() !== undefined) {
    throw new StoreError(
      `${path} is the database of another program.`,
      'Let `store.sqlite` name another file; Leasehold makes it when it is not there.',
    )
  }
  database.exec(`pragma application_id = ${applicationId}`)
}

function isOurs(database: DatabaseSync): boolean {
  return database.prepare('pragma application_id').get()?.application_id === applicationId
}

/** Any failure to open a store, in words for people. */
export function explainOpening(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error
  const [what, advice] = reasonFor(error, path)
  return new StoreError(`The store ${path} cannot be opened: ${what}.`, advice, { cause: error })
}

/** Node's codes for the file, SQLite's primary result codes for what is in it. */
function reasonFor(error: unknown, path: string): readonly [what: string, advice: string] {
  const { code, errcode } = error as { code?: string; errcode?: number }
  const folder = dirname(path)
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return [`there is no folder ${folder}`, `Make it: mkdir -p ${folder}`]
  if (code === 'EISDIR') return ['it is a folder', 'Let `store.sqlite` name a file in it.']
  if (code === 'EACCES' || code === 'EPERM')
    return [
      'this user may not write there',
      `Give the user that runs Leasehold the right to write ${folder}.`,
    ]
  if (code === 'EROFS')
    return ['its file system is read-only', 'Let `store.sqlite` name a file on a writable one.']
  switch (errcode === undefined ? undefined : errcode & 0xff) {
    case 5:
      return ['another process holds it locked', 'Stop the other process, then start again.']
    case 8:
      return ['it can only be read', `Give the user that runs Leasehold the right to write ${folder}.`]
    case 11:
      return ['it is damaged', 'Restore it from a backup, and keep the damaged file for a look at it.']
    case 26:
      return [
        'it is not a SQLite database',
        'Let `store.sqlite` name another file, or restore it from a backup.',
      ]
    default:
      return [error instanceof Error ? error.message : String(error), `Look at ${path} and its folder.`]
  }
}
