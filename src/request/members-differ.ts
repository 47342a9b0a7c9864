import type { ByteString } from '../dhcpd/source.ts'
import { isSameTenure } from '../dhcpd/tenure.ts'
import { hostNamed } from '../inventory/host-named.ts'
import type { Host, Inventory } from '../inventory/model.ts'
import { meaningOf } from './drift.ts'
import { treeIn } from './plan-target.ts'

/** Names of the hosts that two members of a pair do not carry alike, sorted. Another formatting says the same. */
export function differingHosts(first: Inventory, second: Inventory): readonly string[] {
  const names = new Set([...first.hosts, ...second.hosts].map(({ name }) => name))
  return [...names].filter((name) => !isSameOnBoth(name, first, second)).toSorted()
}

/** Whether both members say the same of a host, or neither anything. */
export function isSameOnBoth(name: string, first: Inventory, second: Inventory): boolean {
  const host = hostNamed(first, name)
  const other = hostNamed(second, name)
  if (!host || !other) return host === other
  if (isWrittenAlike(host, first, other, second)) return true
  return meaningOf(host, first) === meaningOf(other, second)
}

/** The usual case, told at a look, as there are many hosts: the same words, with the same comment. */
function isWrittenAlike(host: Host, first: Inventory, other: Host, second: Inventory): boolean {
  if (host.comment !== other.comment || !isSameTenure(host.tenure, other.tenure)) return false
  const [text, otherText] = [textOf(host, first), textOf(other, second)]
  return text === otherText || (!text.includes('#') && closedUp(text) === closedUp(otherText))
}

/** With one blank for each stretch of white space outside of strings. */
function closedUp(text: ByteString): ByteString {
  return text.replace(/"(?:[^"\\]|\\.)*"|[ \t\r\n\f]+/gs, (part) => (part.startsWith('"') ? part : ' '))
}

function textOf({ place }: Host, inventory: Inventory): ByteString {
  const { content } = treeIn(inventory, place.path)
  return content.slice(place.offset, place.offset + place.length)
}
