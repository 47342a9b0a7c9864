import { findHosts } from './find.ts'
import { hostNamed } from './host-named.ts'
import { indexOf } from './index.ts'
import type { Host, Inventory } from './model.ts'

/**
 * The hosts that a person may mean by a text: the one of that very name, else the one whose name differs in case only,
 * else all that a search finds.
 */
export function hostsMeant(inventory: Inventory, text: string): readonly Host[] {
  const typed = text.trim()
  const named = hostNamed(inventory, typed)
  if (named) return [named]
  const alike = indexOf(inventory).byName.get(typed.toLowerCase())
  return alike.length === 1 ? alike : findHosts(inventory, typed).hosts
}
