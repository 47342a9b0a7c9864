import { isDeepStrictEqual } from 'node:util'
import { applyEdits } from '../dhcpd/source.ts'
import { buildInventory } from '../inventory/build.ts'
import type { AddHost } from '../inventory/change.ts'
import type { Host, Inventory } from '../inventory/model.ts'
import { type Plan, PlanRefused } from './plan.ts'

/**
 * Reads the result of a plan and holds it against the base: the same hosts in the same order with the new ones among
 * them, the same subnets, and no problem.
 * @throws PlanRefused when it differs in anything else.
 */
export function proveAdded(changes: readonly AddHost[], plan: Plan, base: Inventory): void {
  const result = inventoryAfter(plan, base)
  const [problem] = result.problems
  if (problem)
    throw new PlanRefused(`The result could not be read: line ${problem.line}: ${problem.message}.`)
  const awaited = new Map(changes.map((change) => [change.name, change]))
  const rest = base.hosts.values()
  let next = rest.next().value
  for (const host of result.hosts) {
    if (next && isSameHost(host, next)) {
      next = rest.next().value
      continue
    }
    const change = awaited.get(host.name)
    if (!change || !isAsAsked(host, change))
      throw new PlanRefused(`Host ${host.name} would not be as it is meant to be.`)
    awaited.delete(host.name)
  }
  if (next || awaited.size > 0 || !hasSameSubnets(result, base)) {
    throw new PlanRefused('The result would not be the present configuration with the new hosts.')
  }
}

function inventoryAfter({ edits }: Plan, { configuration }: Inventory): Inventory {
  const files = configuration.files.map(({ path, content }) => ({
    path,
    content: applyEdits(
      content,
      edits.filter((edit) => edit.path === path),
    ),
  }))
  return buildInventory({ ...configuration, files, leases: undefined })
}

function isSameHost(a: Host, b: Host): boolean {
  return (
    a.name === b.name &&
    a.comment === b.comment &&
    a.hardware?.type === b.hardware?.type &&
    a.hardware?.address === b.hardware?.address &&
    isSameList(a.addresses, b.addresses) &&
    isSameList(a.addresses6, b.addresses6) &&
    isSameList(labels(a), labels(b))
  )
}

function isAsAsked(host: Host, { mac, address, comment }: AddHost): boolean {
  const { hardware } = host
  return (
    hardware?.type === 'ethernet' &&
    hardware.address === mac &&
    isSameList(host.addresses, [address]) &&
    host.comment === comment
  )
}

function hasSameSubnets(a: Inventory, b: Inventory): boolean {
  const facts = ({ subnets }: Inventory) => subnets.map(({ place: _, ...subnet }) => subnet)
  return isDeepStrictEqual(facts(a), facts(b))
}

function labels(host: Host): string[] {
  return host.scopes.map((scope) => scope.label)
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
