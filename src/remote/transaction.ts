import { applyEdits, type SourceFile, toBytes } from '../dhcpd/source.ts'
import { treeOf } from '../dhcpd/tree-of.ts'
import type { Transaction } from '../usecases/ports.ts'
import { digestsOf, sha256 } from './digest.ts'
import { wholeHosts } from './whole-hosts.ts'
import type { FileChange, WireRequest } from './wire.ts'

/**
 * A transaction as it is sent: the digests it was planned on and, for each file that changes, whole hosts to be taken
 * out and put in and the digest of what they must give.
 * @returns undefined when it changes a file that is none of its base
 */
export function applyRequest({
  id,
  base,
  edits,
}: Transaction): Extract<WireRequest, { verb: 'apply' }> | undefined {
  const paths = new Set(base.files.map(({ path }) => path))
  const [main, ...files] = digestsOf(base.files)
  if (main === undefined || !edits.every(({ path }) => paths.has(path))) return undefined
  // A transaction without edits names the main file, which it leaves as it is.
  const changed = base.files.filter(({ path }) =>
    edits.length === 0 ? path === base.main : edits.some((edit) => edit.path === path),
  )
  const changes = changed.map((file) =>
    changeOf(
      file,
      edits.filter((edit) => edit.path === file.path),
    ),
  )
  return { verb: 'apply', mode: undefined, id, base: base.digest, main: main.digest, files, changes }
}

function changeOf(file: SourceFile, edits: Transaction['edits']): FileChange {
  const after = toBytes(applyEdits(file.content, edits))
  return {
    path: file.path,
    size: after.length,
    digest: sha256(after),
    splices: edits.length === 0 ? [] : wholeHosts(treeOf(file), edits),
  }
}
