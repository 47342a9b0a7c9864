import { hasGapAbove, type InsertionPoint, pointAtEnd, pointBehind } from '../dhcpd/insertion.ts'
import { type LineStarts, lineStarts, positionAt } from '../dhcpd/lines.ts'
import type { ByteString, Edit } from '../dhcpd/source.ts'
import { DEFAULT_STYLE, leadingBlanks, type StanzaStyle, stanzaLines, styleOf } from '../dhcpd/stanza.ts'
import type { AddHost } from '../inventory/change.ts'
import { subnetOf } from '../inventory/index.ts'
import type { Host, Inventory, Scope } from '../inventory/model.ts'
import { type HostPlan, type Plan, PlanRefused } from './plan.ts'
import { lastHostAtTopLevel, lastHostOfEachSubnet } from './plan-neighbour.ts'
import { proveAdded } from './plan-proof.ts'

/**
 * Where new hosts go: behind the last host of their subnet that stands at top level or directly in their subnet's or
 * shared network's declaration (in a group or pool they would inherit by surprise), or at the end of the main file.
 * Where a subnet has no such host, the end is taken too.
 */
export type Placement = { readonly after: 'last-host-of-subnet' } | 'end'

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
 * @throws PlanRefused when the files have problems (nothing is added where dhcpd would not read it), or when the
 * result would not be the base with these hosts: two of one name, for instance.
 */
export function planAdds(
  changes: readonly AddHost[],
  inventory: Inventory,
  place: Placement,
  approved: ApprovedStanzas = new Map(),
): Plan {
  const { main, files } = inventory.configuration
  const content = files.find((file) => file.path === main)?.content
  if (content === undefined) throw new PlanRefused(`${main} was not read.`)
  const [problem] = inventory.problems
  if (problem) throw new PlanRefused(`${problem.path}:${problem.line}: ${problem.message}.`)

  const neighbours = place === 'end' ? new Map<string, Host>() : lastHostOfEachSubnet(inventory)
  const lines = lineStarts(content)
  const planned = changes.map((change) => {
    const cidr = subnetOf(inventory, change.address)?.cidr
    const neighbour = cidr === undefined ? undefined : neighbours.get(cidr)
    const spot = neighbour ? spotBehind(neighbour, content) : spotAtEnd(inventory, content)
    const stanza = approved.get(change.name)?.split('\n') ?? stanzaLines(change, spot.style)
    return planAt(spot, change.name, stanza, main, lines)
  })
  const plan = { hosts: planned.map(({ host }) => host), edits: planned.map(({ edit }) => edit) }
  proveAdded(changes, plan, inventory)
  return plan
}

/** A point of the file, and the look and the surroundings that a host gets there. */
interface Spot {
  readonly point: InsertionPoint
  readonly style: StanzaStyle
  readonly scopes: readonly Scope[]
}

function spotBehind({ place, scopes }: Host, content: ByteString): Spot {
  const style = styleAt(place, content)
  const gap = !style.oneLine && hasGapAbove(content, place.offset)
  return { point: pointBehind(content, place.offset, place.offset + place.length, gap), style, scopes }
}

function spotAtEnd(inventory: Inventory, content: ByteString): Spot {
  const example = lastHostAtTopLevel(inventory)
  if (!example) return { point: pointAtEnd(content), style: DEFAULT_STYLE, scopes: [] }
  const behind = spotBehind(example, content)
  const isLast = content.slice(behind.point.offset).trim() === ''
  return isLast ? behind : { ...behind, point: pointAtEnd(content) }
}

function styleAt({ offset, length }: Host['place'], content: ByteString): StanzaStyle {
  const line = content.slice(content.lastIndexOf('\n', offset - 1) + 1, offset)
  return styleOf(content.slice(offset, offset + length), leadingBlanks(line))
}

function planAt(
  { point, scopes }: Spot,
  name: string,
  stanza: readonly string[],
  path: string,
  lines: LineStarts,
): { host: HostPlan; edit: Edit } {
  const text = stanza.map((line) => point.outer + line).join(point.newline)
  const edit = { path, offset: point.offset, length: 0, content: point.before + text + point.after }
  const host = {
    name,
    path,
    before: undefined,
    after: stanza.join('\n'),
    scopes: scopes.map(({ label, options }) => ({ label, options })),
    line: positionAt(lines, point.offset).line + point.before.split('\n').length - 1,
  }
  return { host, edit }
}
