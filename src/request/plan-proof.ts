import { haveSameWords } from '../dhcpd/edit-same-words.ts'
import { excerptOf } from '../dhcpd/excerpt.ts'
import { applyEdits, type ByteString, type Edit, type SourceFile } from '../dhcpd/source.ts'
import { treeOf } from '../dhcpd/tree-of.ts'
import { buildInventory } from '../inventory/build.ts'
import { indexOf } from '../inventory/index.ts'
import type { Host, Inventory, Scope } from '../inventory/model.ts'
import { PlanRefused } from './plan.ts'
import type { ListedHost } from './plan-body.ts'

/** A host as it is to be after the edits; where it stands in the file is not part of it. */
export type HostFacts = Pick<Host, 'name' | 'hardware' | 'addresses' | 'addresses6' | 'comment'>

/** All that edits are meant to do to a configuration. */
export interface Intent {
  readonly added: readonly HostFacts[]
  /** What hosts of the base are to be, by name: `undefined` for one that is to be gone. All others stay as they are. */
  readonly fates: ReadonlyMap<string, HostFacts | undefined>
}

/**
 * Reads what edits make of a configuration and holds it against the base: the same hosts in the same order but for
 * those that are meant to be new, gone or changed, the same words everywhere else, and no problem. Only as much is
 * read as the edits can change the meaning of, so that it takes as long in a large file as in a small one.
 * @param base without problems
 * @returns the hosts that are new or changed, by name, each in an inventory of what was read round it
 * @throws PlanRefused when the result differs in anything else.
 */
export function prove(
  edits: readonly Edit[],
  base: Inventory,
  intent: Intent,
): ReadonlyMap<string, ListedHost> {
  const changed = base.configuration.files.flatMap((file) => {
    const own = edits.filter(({ path }) => path === file.path)
    return own.length === 0 ? [] : [readChange(file, own, base)]
  })
  const touched = matchHosts(changed, intent)
  for (const change of changed) proveSameElsewhere(change, touched, intent)
  for (const name of touched.keys()) proveUnique(name, base, intent)
  return touched
}

/** As much of a file as its edits can change the meaning of, before and after them. */
interface Change {
  readonly path: string
  readonly before: Reading
  readonly after: Reading
}

interface Reading {
  readonly content: ByteString
  readonly inventory: Inventory
}

function readChange(file: SourceFile, edits: readonly Edit[], { configuration }: Inventory): Change {
  const { path } = file
  const whole = () => ({ before: file.content, after: applyEdits(file.content, edits) })
  const { before, after } = excerptOf(treeOf(file), edits) ?? whole()
  const others = configuration.files.filter((other) => other !== file)
  const read = (content: ByteString) => {
    const files = [{ path, content }, ...others]
    return { content, inventory: buildInventory({ ...configuration, main: path, files, leases: undefined }) }
  }
  const change = { path, before: read(before), after: read(after) }
  const [problem] = change.after.inventory.problems
  if (problem) throw new PlanRefused(`The result could not be read: ${problem.message}.`)
  return change
}

/** The hosts of the result that are new or changed, every one as it is meant to be. */
function matchHosts(changes: readonly Change[], { added, fates }: Intent): Map<string, ListedHost> {
  const touched = new Map<string, ListedHost>()
  const awaited = new Map(added.map((host) => [host.name, host]))
  const before = changes.flatMap(({ before: { inventory } }) => inventory.hosts)
  const kept = before.filter(({ name }) => !fates.has(name) || fates.get(name) !== undefined)
  let next = 0
  for (const {
    after: { inventory },
  } of changes) {
    for (const host of inventory.hosts) {
      const old = kept[next]
      const fate = old && fates.get(old.name)
      if (old && isSameHost(host, fate ?? old) && isSameChain(host.scopes, old.scopes)) {
        if (fate) touched.set(host.name, { host, inventory })
        next++
        continue
      }
      const wanted = awaited.get(host.name)
      if (!wanted || !isSameHost(host, wanted)) {
        throw new PlanRefused(`Host ${host.name} would not be as it is meant to be.`)
      }
      awaited.delete(host.name)
      touched.set(host.name, { host, inventory })
    }
  }
  const met = new Set(before.map(({ name }) => name))
  if (next < kept.length || awaited.size > 0 || [...fates.keys()].some((name) => !met.has(name))) {
    throw new PlanRefused('A host would not be in the result.')
  }
  return touched
}

function proveSameElsewhere(
  { path, before, after }: Change,
  touched: ReadonlyMap<string, ListedHost>,
  { fates }: Intent,
): void {
  const old = before.inventory.hosts.filter(({ name }) => fates.has(name))
  const now = after.inventory.hosts.filter((host) => touched.get(host.name)?.host === host)
  if (!haveSameWords(before.content, placesIn(path, old), after.content, placesIn(path, now))) {
    throw new PlanRefused('More would change in the configuration than the host that is meant.')
  }
}

/** dhcpd refuses a name that is declared twice, wherever the two stand. */
function proveUnique(name: string, base: Inventory, { fates }: Intent): void {
  const namesakes = indexOf(base).byName.get(name.toLowerCase())
  const namesake = namesakes.find((host) => host.name === name && !fates.has(host.name))
  if (!namesake) return
  const { path, line } = namesake.place
  throw new PlanRefused(`The result could not be read: host ${name} is already declared in ${path}:${line}.`)
}

function placesIn(path: string, hosts: readonly Host[]): Host['place'][] {
  return hosts.map(({ place }) => place).filter((place) => place.path === path)
}

function isSameHost(host: Host, wanted: HostFacts): boolean {
  return (
    host.name === wanted.name &&
    host.comment === wanted.comment &&
    host.hardware?.type === wanted.hardware?.type &&
    host.hardware?.address === wanted.hardware?.address &&
    isSameList(host.addresses, wanted.addresses) &&
    isSameList(host.addresses6, wanted.addresses6)
  )
}

function isSameChain(chain: readonly Scope[], other: readonly Scope[]): boolean {
  return isSameList(
    chain.map(({ label }) => label),
    other.map(({ label }) => label),
  )
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
