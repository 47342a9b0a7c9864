import { type Change, type EditHost, hostOf } from '../inventory/change.ts'

/** What a request does, as a title: plain text. */
export function titleOf(changes: readonly Change[]): string {
  const [first, ...more] = changes
  if (!first) return 'Nothing'
  if (more.length > 0) return `${VERBS[kindOfAll(changes)]} ${changes.length} hosts`
  const to = first.kind === 'edit' ? newNameIn(first) : undefined
  return to === undefined ? `${VERBS[first.kind]} ${hostOf(first)}` : `Rename ${hostOf(first)} to ${to}`
}

const VERBS = { add: 'Register', edit: 'Change', remove: 'Remove', mixed: 'Change' } as const

/** The kind that all changes are of. */
export function kindOfAll(changes: readonly Change[]): Change['kind'] | 'mixed' {
  const [first] = changes
  return first && changes.every(({ kind }) => kind === first.kind) ? first.kind : 'mixed'
}

/** The new name where an edit changes nothing else. */
function newNameIn({ change: { name, ...rest } }: EditHost): string | undefined {
  const { mac, addresses, addresses6, comment, tenure, options } = rest
  const more = [mac, addresses, addresses6, comment, tenure].some((value) => value !== undefined)
  return more || options.length > 0 ? undefined : name
}
