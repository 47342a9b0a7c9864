import { addressNumber } from '../address.ts'
import { indexOf, networkOf } from '../index.ts'
import type { DeclaredRange, DeclaredRouters, Inventory, Subnet } from '../model.ts'
import { placeSaid } from '../said.ts'
import { numbersOf, spanOf } from '../span.ts'
import type { Report } from './configuration-finding.ts'
import { reviewNetworks6 } from './review-networks6.ts'

/** Subnets, ranges and routers that do not fit together, and programs that the file runs. */
export function reviewNetworks(inventory: Inventory, report: Report): void {
  for (const subnet of inventory.subnets) reviewSubnet(subnet, inventory, report)
  reviewNetworks6(inventory, report)
  for (const range of inventory.ranges) reviewRange(range, inventory, report)
  for (const routers of inventory.routers) reviewRouters(routers, inventory, report)
  for (const { keyword, place } of inventory.notables) {
    if (keyword === 'execute') report('execute', place, 'A program is run on the server for a client.')
  }
}

function reviewSubnet(subnet: Subnet, inventory: Inventory, report: Report): void {
  const around = indexOf(inventory).networks.all(addressNumber(subnet.network) ?? 0)
  const first = around.find(({ cidr }) => cidr === subnet.cidr)
  if (first && first !== subnet) {
    report(
      'subnet-duplicate',
      subnet.place,
      `Subnet ${subnet.cidr} is already declared in ${placeSaid(first)}.`,
    )
    return
  }
  const outer = around[around.findLastIndex(({ cidr }) => cidr === subnet.cidr) + 1]
  if (!outer) return
  const message = `Subnet ${subnet.cidr} lies within ${outer.cidr}, declared in ${placeSaid(outer)}.`
  report('subnet-overlap', subnet.place, message)
}

function reviewRange(range: DeclaredRange, inventory: Inventory, report: Report): void {
  const { from, to } = numbersOf(range)
  const said = `${range.from} – ${range.to}`
  if (range.reversed) {
    report('range-reversed', range.place, `The range ${said} is written from its end to its beginning.`)
  }
  const subnet = indexOf(inventory).networks.smallest(from)
  if (!subnet) return
  const { first, last, routers } = spanOf(subnet)
  if (from < first || to > last) {
    const message = `The range ${said} holds the network or the broadcast address of ${subnet.cidr}.`
    report('range-holds-edge', range.place, message)
  }
  const held = subnet.routers.find((router) => isWithin(addressNumber(router), from, to))
  if (routers.size > 0 && held !== undefined) {
    report('range-holds-router', range.place, `The range ${said} holds ${held}, a router of ${subnet.cidr}.`)
  }
}

function reviewRouters(
  { addresses, subnet, place }: DeclaredRouters,
  inventory: Inventory,
  report: Report,
): void {
  if (!subnet) return
  const { networks } = indexOf(inventory)
  for (const router of addresses) {
    const number = addressNumber(router) ?? 0
    const around = networks.all(number)
    if (around.some((theirs) => networkOf(theirs) === networkOf(subnet))) continue
    const message = `The router ${router} lies outside ${subnet.cidr}, whose clients are told of it.`
    report('router-outside', place, message)
  }
}

function isWithin(number: number | undefined, from: number, to: number): boolean {
  return number !== undefined && from <= number && number <= to
}
