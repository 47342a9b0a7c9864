import { haveSameWords } from '../dhcpd/edit-same-words.ts'
import { applyEdits, type Edit } from '../dhcpd/source.ts'
import { buildInventory } from '../inventory/build.ts'
import type { Host, Inventory } from '../inventory/model.ts'
import { PlanRefused } from './plan.ts'

/** A host as it is to be after the edits; where it stands in the file is not part of it. */
export type HostFacts = Pick<Host, 'name' | 'hardware' | 'addresses' | 'addresses6' | 'comment'>

/** All that edits are meant to do to a configuration. */
export interface Intent {
  readonly added: readonly HostFacts[]
  /** What hosts of the base are to be: `undefined` for one that is to be gone. Those not named stay as they are. */
  readonly fates: ReadonlyMap<Host, HostFacts | undefined>
}

/**
 * Reads the result of edits and holds it against the base: the same hosts in the same order but for those that are
 * meant to be new, gone or changed, the same words everywhere else, and no problem.
 * @returns the inventory of the result
 * @throws PlanRefused when it differs in anything else.
 */
export function prove(edits: readonly Edit[], base: Inventory, intent: Intent): Inventory {
  const result = inventoryAfter(edits, base)
  const [problem] = result.problems
  if (problem)
    throw new PlanRefused(`The result could not be read: line ${problem.line}: ${problem.message}.`)
  const touched = matchHosts(base, result, intent)
  const leftOut = [...intent.fates.keys()]
  if (!saysTheSameElsewhere(base, leftOut, result, touched)) {
    throw new PlanRefused('More would change in the configuration than the host that is meant.')
  }
  return result
}

/** The hosts of the result that are new or changed, every one as it is meant to be. */
function matchHosts(base: Inventory, result: Inventory, { added, fates }: Intent): readonly Host[] {
  const touched: Host[] = []
  const awaited = new Map(added.map((host) => [host.name, host]))
  const kept = base.hosts.filter((host) => !fates.has(host) || fates.get(host) !== undefined)
  let next = 0
  for (const host of result.hosts) {
    const old = kept[next]
    const fate = old && fates.get(old)
    if (old && isSameHost(host, fate ?? old) && hasSameScopes(host, old)) {
      if (fate) touched.push(host)
      next++
      continue
    }
    const wanted = awaited.get(host.name)
    if (!wanted || !isSameHost(host, wanted))
      throw new PlanRefused(`Host ${host.name} would not be as it is meant to be.`)
    awaited.delete(host.name)
    touched.push(host)
  }
  if (next < kept.length || awaited.size > 0) throw new PlanRefused('A host would not be in the result.')
  return touched
}

function inventoryAfter(edits: readonly Edit[], { configuration }: Inventory): Inventory {
  const files = configuration.files.map((file) => {
    const own = edits.filter((edit) => edit.path === file.path)
    return own.length === 0 ? file : { path: file.path, content: applyEdits(file.content, own) }
  })
  return buildInventory({ ...configuration, files, leases: undefined })
}

function saysTheSameElsewhere(
  base: Inventory,
  leftOut: readonly Host[],
  result: Inventory,
  touched: readonly Host[],
): boolean {
  return base.configuration.files.every((file, index) => {
    const after = result.configuration.files[index]
    if (after === undefined || after === file) return after === file
    return haveSameWords(
      file.content,
      placesIn(file.path, leftOut),
      after.content,
      placesIn(file.path, touched),
    )
  })
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

function hasSameScopes(host: Host, old: Host): boolean {
  return isSameList(labels(host), labels(old))
}

function labels(host: Host): string[] {
  return host.scopes.map((scope) => scope.label)
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
