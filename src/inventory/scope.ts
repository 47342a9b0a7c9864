import { decodeText } from '../dhcpd/source.ts'
import { compactText, wordsOf } from '../dhcpd/syntax.ts'
import type { Scope } from './model.ts'
import type { Located, Walk } from './walk.ts'

/**
 * A declaration as a scope.
 * @param options what hosts in it inherit; filled as its statements are read
 */
export function scopeOf({ visit, statement, meaning }: Located, options: readonly string[]): Scope {
  const label = decodeText(wordsOf(visit.tree, statement).join(' '))
  return { kind: kindOf(meaning), label, options }
}

function kindOf(meaning: Located['meaning']): Scope['kind'] {
  switch (meaning.kind) {
    case 'group':
    case 'subnet':
    case 'subnet6':
    case 'shared-network':
    case 'pool':
      return meaning.kind
    default:
      return 'other'
  }
}

/** The statements in a declaration that are handed down, its own includes read in their place. */
export function inherited({ visit, statement }: Omit<Located, 'meaning'>, walk: Walk): string[] {
  const options: string[] = []
  walk.each(visit, statement.block ?? [], {
    take(inner) {
      if (isHandedDown(inner)) options.push(saidBy(inner))
    },
  })
  return options
}

/** Whether hosts and clients inherit a statement from the declaration that it stands in. */
export function isHandedDown({ meaning: { kind } }: Located): boolean {
  return kind === 'plain' || kind === 'routers' || kind === 'conditional' || kind === 'execute'
}

/** A statement on one line, without comments, as text for people. */
export function saidBy({ visit, statement }: Omit<Located, 'meaning'>): string {
  return decodeText(compactText(visit.tree, statement))
}
