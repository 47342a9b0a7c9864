import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { includedPaths } from '../../dhcpd/includes.ts'
import { type Configuration, type SourceFile, toByteString, toBytes } from '../../dhcpd/source.ts'
import { reasonOfSystem } from './system-error.ts'

/** A file that was asked for by name cannot be read; the message is fit to be shown. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/**
 * Reads a configuration of this machine: the main file and, as dhcpd does, its includes relative to the working
 * directory. An include that cannot be read is left out, which the inventory then reports with its place.
 * @throws Unreadable when the main file or the lease file cannot be read.
 */
export async function readConfiguration(main: string, leases: string | undefined): Promise<Configuration> {
  const mainFile = await readNamed(main)
  const files = [mainFile]
  await readIncludes(mainFile, files)
  return {
    main,
    files,
    leases: leases === undefined ? undefined : await readNamed(leases),
    // Only what plans an edit asks for it.
    get digest() {
      return digestOf(files)
    },
  }
}

async function readIncludes(file: SourceFile, files: SourceFile[]): Promise<void> {
  for (const path of includedPaths(file.content)) {
    if (files.some((known) => known.path === path)) continue
    const included = await readNamed(path).catch(() => undefined)
    if (!included) continue
    files.push(included)
    await readIncludes(included, files)
  }
}

/**
 * Reads one file; `-` is standard input.
 * @throws Unreadable with the reason.
 */
export async function readNamed(path: string): Promise<SourceFile> {
  try {
    return { path, content: toByteString(path === '-' ? await readStandardInput() : readFileSync(path)) }
  } catch (error) {
    const shown = path === '-' ? 'standard input' : path
    throw new Unreadable(`Cannot read ${shown}: ${reasonOfSystem(error)}.`, { cause: error })
  }
}

function readStandardInput(): Promise<Buffer> {
  return buffer(createReadStream('', { fd: 0, autoClose: false }))
}

function digestOf(files: readonly SourceFile[]): string {
  const hash = createHash('sha256')
  for (const { path, content } of files) hash.update(`${path}\0${content.length}\0`).update(toBytes(content))
  return hash.digest('hex')
}
