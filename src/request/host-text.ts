// diff: as for the command line, the usual one.
import { diffArrays } from 'diff'
import type { ByteString } from '../dhcpd/source.ts'
import type { HostPlan } from './plan.ts'

/**
 * All of a host's text (SAFETY A2): a new one as it will be written; of one that is changed or taken out every line with
 * what becomes of it, `-` or `+` in front as in a diff.
 */
export function hostText({ before, after }: Pick<HostPlan, 'before' | 'after'>): ByteString {
  if (before === undefined) return after ?? ''
  const parts = diffArrays(before.split('\n'), after?.split('\n') ?? [])
  return parts
    .flatMap(({ value, added, removed }) =>
      value.map((line) => `${added ? '+' : removed ? '-' : ' '} ${line}`),
    )
    .join('\n')
}
