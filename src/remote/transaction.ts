import { applyEdits, toBytes } from '../dhcpd/source.ts'
import type { Transaction } from '../usecases/ports.ts'
import { digestsOf, sha256 } from './digest.ts'
import type { WireRequest } from './wire.ts'

/**
 * A transaction as it is sent: the digests it was planned on, the splices, and the digest of what they must give.
 * @returns undefined when it changes another file than the main one, which is not supported yet
 */
export function applyRequest({
  id,
  base,
  edits,
}: Transaction): Extract<WireRequest, { verb: 'apply' }> | undefined {
  if (edits.some((edit) => edit.path !== base.main)) return undefined
  const [main, ...files] = digestsOf(base.files)
  const content = base.files[0]?.content
  if (main === undefined || content === undefined) return undefined
  const after = toBytes(applyEdits(content, edits))
  return {
    verb: 'apply',
    mode: undefined,
    id,
    base: base.digest,
    main: main.digest,
    files,
    after: { size: after.length, digest: sha256(after) },
    edits: edits.toSorted((a, b) => a.offset - b.offset),
  }
}
