import { indentationAt } from '../dhcpd/edit-lines.ts'
import type { ByteString } from '../dhcpd/source.ts'
import { hostNamed } from '../inventory/host-named.ts'
import type { Host, Inventory } from '../inventory/model.ts'
import { hostIn } from './host-in.ts'
import type { Person } from './person.ts'
import { otherStatements } from './plan-body.ts'
import { shownText, targetOf, treeIn } from './plan-target.ts'

/** A host as it was last applied: what the file is expected to say of it (SAFETY C7). */
export interface AppliedHost {
  readonly name: string
  readonly text: ByteString
}

/** A registration that was changed or taken out by hand. */
export interface DriftedHost {
  readonly name: string
  readonly expected: ByteString
  /** What the file says; undefined where it says nothing any more. */
  readonly found: ByteString | undefined
  /** How it ended: a person accepted it, or the file no longer says what was shown. Undefined while it lasts. */
  readonly end: { readonly how: 'kept' | 'over'; readonly at: string } | undefined
}

/** What one look at a server found that was not there before, told in one message. */
export interface Drift {
  /** Opaque: buttons carry it. */
  readonly id: string
  readonly server: string
  readonly noticedAt: string
  /** Counts the changes; a write names the version that it was decided on. */
  readonly version: number
  readonly hosts: readonly DriftedHost[]
  /** Who accepted it. */
  readonly keptBy: Person | undefined
}

/** What a look changes: drifts in which something ended, and the hosts that have drifted since the last look. */
export interface Look {
  readonly ended: readonly Drift[]
  readonly begun: readonly DriftedHost[]
}

/**
 * Holds the applied record against the file. A change that was shown and still stands is no news; one that was changed
 * again is over, and a new one begins.
 * @param open the drifts that have not ended.
 */
export function lookForDrift(
  applied: readonly AppliedHost[],
  inventory: Inventory,
  open: readonly Drift[],
  at: string,
): Look {
  const news = new Map(driftedHosts(applied, inventory).map((host) => [host.name, host]))
  const ended = open.flatMap((drift) => {
    const hosts = drift.hosts.map((host): DriftedHost => {
      if (host.end) return host
      if (!isSameDrift(host, news.get(host.name))) return { ...host, end: { how: 'over', at } }
      news.delete(host.name)
      return host
    })
    const isNews = hosts.some((host, index) => host !== drift.hosts[index])
    return isNews ? [{ ...drift, version: drift.version + 1, hosts }] : []
  })
  return { ended, begun: [...news.values()] }
}

/** The drift after a person accepted all that still stands of it. */
export function keepDrift(drift: Drift, by: Person, at: string): Drift {
  const hosts = drift.hosts.map(
    (host): DriftedHost => (host.end ? host : { ...host, end: { how: 'kept', at } }),
  )
  return { ...drift, version: drift.version + 1, hosts, keptBy: by }
}

/** Whether something of it still stands. */
export function isOpen({ hosts }: Drift): boolean {
  return hosts.some(({ end }) => end === undefined)
}

function isSameDrift(a: DriftedHost, b: DriftedHost | undefined): boolean {
  if (!b || a.expected !== b.expected) return false
  if (a.found === undefined || b.found === undefined) return a.found === b.found
  return a.found === b.found || meaningOfText(a.found) === meaningOfText(b.found)
}

/** The hosts of which the file says something else than was applied; another formatting says the same. */
function driftedHosts(applied: readonly AppliedHost[], inventory: Inventory): DriftedHost[] {
  return applied.flatMap(({ name, text }) => {
    const host = hostNamed(inventory, name)
    if (host && (isWrittenAs(text, host, inventory) || meaningOf(host, inventory) === meaningOfText(text)))
      return []
    return [{ name, expected: text, found: host && shownText(targetOf(inventory, name)), end: undefined }]
  })
}

/** The usual case, told at a look, as there are many hosts: this text, under any indentation, and no comment. */
function isWrittenAs(text: ByteString, host: Host, inventory: Inventory): boolean {
  const { place } = host
  if (host.comment !== undefined || host.tenure !== undefined) return false
  const { content } = treeIn(inventory, place.path)
  const outer = indentationAt(content, place.offset)
  return content.slice(place.offset, place.offset + place.length).replaceAll(`\n${outer}`, '\n') === text
}

/** What a text says that was applied; undefined where it is not that of a host. */
function meaningOfText(content: ByteString): string | undefined {
  const listed = hostIn(content)
  return listed && meaningOf(listed.host, listed.inventory)
}

/** All that a registration says, in one text: what two hosts have in common exactly when they say the same. */
export function meaningOf(host: Host, inventory: Inventory): string {
  const { name, hardware, addresses, addresses6, comment, tenure } = host
  const statements = otherStatements({ host, inventory }).toSorted()
  return JSON.stringify([name, hardware, addresses, addresses6, comment, tenure, statements])
}
