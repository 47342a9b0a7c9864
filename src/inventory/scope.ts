import { decodeText } from '../dhcpd/source.ts'
import { compactText, wordsOf } from '../dhcpd/syntax.ts'
import type { Scope } from './model.ts'
import type { Located, Walk } from './walk.ts'

/** A declaration as a scope: what hosts in it inherit, its own includes read in their place. */
export function scopeOf(located: Located, walk: Walk): Scope {
  const { visit, statement, meaning } = located
  const label = decodeText(wordsOf(visit.tree, statement).join(' '))
  const kind = kindOf(meaning)
  return { kind, label, options: kind === 'other' ? [] : inherited(located, walk) }
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

function inherited({ visit, statement }: Located, walk: Walk): string[] {
  const options: string[] = []
  for (const inner of walk.statements(visit, statement.block ?? [])) {
    const { kind } = inner.meaning
    if (kind === 'plain' || kind === 'routers' || kind === 'conditional') {
      options.push(decodeText(compactText(inner.visit.tree, inner.statement)))
    }
  }
  return options
}
