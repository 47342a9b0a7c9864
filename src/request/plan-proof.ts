import { haveSameWords, type LeftOut } from '../dhcpd/edit-same-words.ts'
import { type Excerpt, excerptOf } from '../dhcpd/excerpt.ts'
import { applyEdits, type ByteString, type Edit, type SourceFile } from '../dhcpd/source.ts'
import { isSameTenure } from '../dhcpd/tenure.ts'
import { treeOf } from '../dhcpd/tree-of.ts'
import { buildInventory } from '../inventory/build.ts'
import { indexOf } from '../inventory/index.ts'
import type { Host, Inventory } from '../inventory/model.ts'
import { PlanRefused } from './plan.ts'
import type { ListedHost } from './plan-body.ts'

/** A host as it is to be after the edits; where it stands in the file is not part of it. */
export type HostFacts = Pick<Host, 'name' | 'hardware' | 'addresses' | 'addresses6' | 'comment'> & {
  readonly tenure?: Host['tenure']
}

/** All that edits are meant to do to a configuration. */
export interface Intent {
  readonly added: readonly HostFacts[]
  /** What hosts of the base are to be, by name: `undefined` for one that is to be gone. All others stay as they are. */
  readonly fates: ReadonlyMap<string, HostFacts | undefined>
}

/**
 * Reads what edits make of a configuration and holds it against the base: the same hosts in the same order but for
 * those that are meant to be new, gone or changed, the same words everywhere else, and no problem. Only as much is
 * read as the edits can change the meaning of, so that it takes as long in a large file as in a small one; but where no
 * host of an included file shows that hosts may stand there, all is read.
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
  readonly before: Reading
  readonly after: Reading
}

interface Reading {
  readonly content: ByteString
  readonly inventory: Inventory
  /** The hosts of the file. */
  readonly hosts: readonly Host[]
}

function readChange(file: SourceFile, edits: readonly Edit[], base: Inventory): Change {
  const { configuration } = base
  const { path } = file
  const isByItself = path === configuration.main || base.hosts.some(({ place }) => place.path === path)
  const { before, after } = isByItself ? excerptOf(treeOf(file), edits) : wholeOf(file, edits)
  const main = isByItself ? path : configuration.main
  const others = configuration.files.filter((other) => other !== file)
  const read = (content: ByteString): Reading => {
    const files = [{ path, content }, ...others]
    const inventory = buildInventory({ ...configuration, main, files, leases: undefined })
    return { content, inventory, hosts: inventory.hosts.filter(({ place }) => place.path === path) }
  }
  const change = { before: read(before), after: read(after) }
  const [problem] = change.after.inventory.problems
  if (problem) throw new PlanRefused(`The result could not be read: ${problem.message}.`)
  return change
}

function wholeOf({ content }: SourceFile, edits: readonly Edit[]): Excerpt {
  return { before: content, after: applyEdits(content, edits) }
}

/** The hosts of the result that are new or changed, every one as it is meant to be. */
function matchHosts(changes: readonly Change[], { added, fates }: Intent): Map<string, ListedHost> {
  const touched = new Map<string, ListedHost>()
  const awaited = new Map(added.map((host) => [host.name, host]))
  const before = changes.flatMap(({ before: { hosts } }) => hosts)
  const kept = before.filter(({ name }) => !fates.has(name) || fates.get(name) !== undefined)
  let next = 0
  const after = changes.flatMap(({ after: { hosts, inventory } }) =>
    hosts.map((host) => ({ host, inventory })),
  )
  for (const listed of after) {
    const { host } = listed
    const old = kept[next]
    const fate = old && fates.get(old.name)
    if (old && isSameHost(host, fate ?? old)) {
      next++
      if (!fate) continue
    } else {
      const wanted = awaited.get(host.name)
      if (!wanted || !isSameHost(host, wanted)) {
        throw new PlanRefused(`Host ${host.name} would not be as it is meant to be.`)
      }
      awaited.delete(host.name)
    }
    if (touched.has(host.name)) throw new PlanRefused(`Host ${host.name} would be declared twice.`)
    touched.set(host.name, listed)
  }
  const met = new Set(before.map(({ name }) => name))
  if (awaited.size > 0 || [...fates.keys()].some((name) => !met.has(name))) {
    throw new PlanRefused('A host would not be in the result.')
  }
  return touched
}

function proveSameElsewhere(
  { before, after }: Change,
  touched: ReadonlyMap<string, ListedHost>,
  { added, fates }: Intent,
): void {
  const isNew = new Set(added.map(({ name }) => name))
  const old = before.hosts
    .filter(({ name }) => fates.has(name))
    .map(({ name, place }): LeftOut => ({ place, isKept: fates.get(name) !== undefined }))
  const now = after.hosts
    .filter((host) => touched.get(host.name)?.host === host)
    .map(({ name, place }): LeftOut => ({ place, isKept: !isNew.has(name) }))
  if (!haveSameWords(before.content, old, after.content, now)) {
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

function isSameHost(host: Host, wanted: HostFacts): boolean {
  return (
    host.name === wanted.name &&
    host.comment === wanted.comment &&
    isSameTenure(host.tenure, wanted.tenure) &&
    host.hardware?.type === wanted.hardware?.type &&
    host.hardware?.address === wanted.hardware?.address &&
    isSameList(host.addresses, wanted.addresses) &&
    isSameList(host.addresses6, wanted.addresses6)
  )
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
