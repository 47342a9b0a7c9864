import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { withIncludeOf } from '../../dhcpd/edit-include.ts'
import { type Configuration, toBytes } from '../../dhcpd/source.ts'

/**
 * Gives a test the path of a main file that reads `staged` in the place of `changed`: the staged file itself, or,
 * where that is an include, a copy of the main file (and of the includes between) that names it (SAFETY F6). The copies
 * stand beside the files they are copied from, as dhcpd may be allowed to read there alone, and are gone afterwards.
 * @param test is also given what turns the paths of staged files in a text into those that people know
 */
export async function withStagedMain(
  { main, files }: Configuration,
  changed: string,
  staged: string,
  test: (main: string, asRead: (text: string) => string) => Promise<void>,
): Promise<void> {
  const stagedAs = new Map([[changed, staged]])
  const copies: string[] = []
  try {
    // An includer comes before what it includes, so that going backwards each finds its includes staged.
    for (const { path, content } of files.toReversed()) {
      if (stagedAs.has(path)) continue
      const copied = [...stagedAs].reduce((text, [from, to]) => withIncludeOf(text, from, to), content)
      if (copied === content) continue
      const copy = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
      copies.push(copy)
      await writeFile(copy, toBytes(copied), { mode: 0o600, flag: 'wx' })
      stagedAs.set(path, copy)
    }
    await test(stagedAs.get(main) ?? main, (text) => withOriginalPaths(text, stagedAs))
  } finally {
    await Promise.all(copies.map((copy) => rm(copy, { force: true })))
  }
}

function withOriginalPaths(text: string, stagedAs: ReadonlyMap<string, string>): string {
  return [...stagedAs].reduce((said, [path, staged]) => said.replaceAll(staged, path), text)
}
