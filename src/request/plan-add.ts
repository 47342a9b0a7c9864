import { managedComments } from '../dhcpd/insertion.ts'
import { positionAt } from '../dhcpd/lines.ts'
import { applyEdits, type ByteString, type Configuration, type Edit } from '../dhcpd/source.ts'
import { stanzaLines } from '../dhcpd/stanza.ts'
import { buildInventory } from '../inventory/build.ts'
import type { AddHost } from '../inventory/change.ts'
import { hostNamed } from '../inventory/host-named.ts'
import type { Inventory, Scope } from '../inventory/model.ts'
import { hostIn } from './host-in.ts'
import { type HostPlan, type Plan, PlanRefused } from './plan.ts'
import { type ListedHost, proveBody } from './plan-body.ts'
import { type Part, planParts } from './plan-parts.ts'
import { type Placement, spotFinder } from './plan-place.ts'
import type { HostFacts } from './plan-proof.ts'
import type { Spot } from './plan-spot.ts'
import { refuseProblems } from './plan-target.ts'

export type { Placement } from './plan-place.ts'

/**
 * Stanzas as they were approved, by the name of their host: they are written as they were shown, though the neighbours
 * whose style they follow may look different by now (SAFETY A1).
 */
export type ApprovedStanzas = ReadonlyMap<string, ByteString>

/**
 * Plans one new host.
 * @throws PlanRefused as {@link planAdds} does.
 */
export function planAdd(
  change: AddHost,
  inventory: Inventory,
  place: Placement,
  approved: ApprovedStanzas = new Map(),
): Plan {
  return planAdds([change], inventory, place, approved)
}

/**
 * Plans several new hosts on the same base. Edits at one offset are meant to be applied in their order. The result is
 * read again and differs from the base by exactly these hosts.
 * @throws PlanRefused when the files have problems (nothing is added where dhcpd would not read it), when there is no
 * such place, or when the result would not be the base with these hosts: two of one name, for instance.
 */
export function planAdds(
  changes: readonly AddHost[],
  inventory: Inventory,
  place: Placement,
  approved: ApprovedStanzas = new Map(),
): Plan {
  refuseProblems(inventory)
  return planParts(addParts(changes, inventory, place, approved), inventory)
}

/**
 * The parts of new hosts, in their order.
 * @throws PlanRefused when there is no such place.
 */
export function addParts(
  changes: readonly AddHost[],
  inventory: Inventory,
  place: Placement,
  approved: ApprovedStanzas,
): Part[] {
  const spotFor = spotFinder(inventory, place)
  const additions = changes.map((change, index): Addition => {
    const spot = spotFor(change.address)
    const written = change.restores ?? approved.get(change.name)
    const stanza = written?.split('\n') ?? stanzaLines(change, spot.style)
    const makesBlock = spot.makesManagedBlock
    return {
      change,
      spot,
      stanza,
      opensBlock: makesBlock && index === 0,
      closesBlock: makesBlock && index === changes.length - 1,
    }
  })
  const scopesIn = scopesFinder(inventory)
  return additions.map((addition): Part => {
    const { name } = addition.change
    return {
      edits: [editOf(addition)],
      added: factsOf(addition.change),
      show: ({ edits, hosts }) => {
        const listed = hosts.get(name)
        if (!listed) throw new PlanRefused(`Host ${name} would not be in the result.`)
        proveBody(listed, [], restoredHost(addition.change))
        return hostPlan(name, addition, addition.spot.scopes ?? scopesIn(edits, name))
      },
    }
  })
}

/** The host that is written again, as it was. */
function restoredHost({ restores }: AddHost): ListedHost | undefined {
  return restores === undefined ? undefined : hostIn(restores)
}

/** Where no neighbour tells what a new host inherits, the whole result is read, once for all of them. */
function scopesFinder(inventory: Inventory): (edits: readonly Edit[], name: string) => readonly Scope[] {
  let result: Inventory | undefined
  return (edits, name) => {
    result ??= buildInventory(configurationAfter(edits, inventory.configuration))
    const host = hostNamed(result, name)
    if (!host) throw new PlanRefused(`Host ${name} would not be in the result.`)
    return host.scopes
  }
}

function configurationAfter(edits: readonly Edit[], configuration: Configuration): Configuration {
  const files = configuration.files.map((file) => {
    const own = edits.filter(({ path }) => path === file.path)
    return own.length === 0 ? file : { path: file.path, content: applyEdits(file.content, own) }
  })
  return { ...configuration, files, leases: undefined }
}

/** A stanza and where it goes. */
interface Addition {
  readonly change: AddHost
  readonly spot: Spot
  readonly stanza: readonly ByteString[]
  readonly opensBlock: boolean
  readonly closesBlock: boolean
}

function editOf(addition: Addition): Edit {
  const { spot, stanza, closesBlock } = addition
  const { offset, outer, newline, after } = spot.point
  const text = stanza.map((line) => outer + line).join(newline)
  const closing = closesBlock ? managedComments(newline).after : ''
  return { path: spot.path, offset, length: 0, content: openingOf(addition) + text + closing + after }
}

function openingOf({ spot: { point, makesManagedBlock }, opensBlock }: Addition): ByteString {
  if (opensBlock) return point.before + managedComments(point.newline).before
  return makesManagedBlock ? point.newline : point.before
}

function hostPlan(name: string, addition: Addition, scopes: readonly Scope[]): HostPlan {
  const { path, point, tree } = addition.spot
  const breaks = openingOf(addition).split('\n').length - 1
  return {
    name,
    path,
    before: undefined,
    after: addition.stanza.join('\n'),
    scopes: scopes.map(({ label, options }) => ({ label, options })),
    line: positionAt(tree.lines, point.offset).line + breaks,
  }
}

function factsOf(change: AddHost): HostFacts {
  const { name, mac, address, moreAddresses = [], comment } = change
  const tenure = change.restores === undefined ? change.tenure : restoredHost(change)?.host.tenure
  const hardware = { type: 'ethernet', address: mac }
  const is6 = address.includes(':')
  const all = [address, ...moreAddresses]
  return { name, hardware, addresses: is6 ? [] : all, addresses6: is6 ? all : [], comment, tenure }
}
