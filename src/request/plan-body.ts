import type { OptionChange } from '../dhcpd/change-host.ts'
import { inARow, wordsIn } from '../dhcpd/change-words.ts'
import { meaningOf } from '../dhcpd/meaning.ts'
import { parse } from '../dhcpd/parse.ts'
import { encodeText } from '../dhcpd/source.ts'
import { compactText } from '../dhcpd/syntax.ts'
import type { Host, Inventory } from '../inventory/model.ts'
import { PlanRefused } from './plan.ts'
import { treeIn } from './plan-target.ts'

/** A host and the inventory that lists it. */
export interface ListedHost {
  readonly host: Host
  readonly inventory: Inventory
}

/**
 * Holds what the inventory does not tell of a host, its statements beside hardware and addresses, against what
 * they are meant to be: those of `before`, if there is one, with these options changed.
 * @throws PlanRefused when they are not.
 */
export function proveBody(after: ListedHost, options: readonly OptionChange[], before?: ListedHost): void {
  const meant = afterOptions(before ? otherStatements(before) : [], options)
  const found = otherStatements(after)
  if (meant.toSorted().join('\n') !== found.toSorted().join('\n')) {
    throw new PlanRefused(`Host ${after.host.name} would not hold the statements that it is meant to hold.`)
  }
}

/** The statements of a host beside hardware and addresses, each on one line, without comments. */
export function otherStatements({ host: { place }, inventory }: ListedHost): string[] {
  // Its own text alone, as looking for it in the tree takes longer the more hosts there are, and an import has many.
  const tree = parse(treeIn(inventory, place.path).content.slice(place.offset, place.offset + place.length))
  return (tree.statements[0]?.block ?? [])
    .filter((inner) => !['hardware', 'fixed-address', 'fixed-address6'].includes(meaningOf(tree, inner).kind))
    .map((inner) => compactText(tree, inner))
}

function afterOptions(statements: readonly string[], options: readonly OptionChange[]): string[] {
  let result = [...statements]
  for (const { key, value } of options) {
    const written = result.find((text) => text.toLowerCase().startsWith(`${key.toLowerCase()} `))
    const beginning = written?.slice(0, key.length) ?? key
    result = result.filter((text) => text !== written)
    if (value !== undefined) result.push(`${beginning} ${inARow(wordsIn(encodeText(value)))};`)
  }
  return result
}
