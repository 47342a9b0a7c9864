import { readFileSync } from 'node:fs'
import { parse } from '../src/dhcpd/parse.ts'
import { type Configuration, toByteString, toBytes } from '../src/dhcpd/source.ts'
import { buildInventory } from '../src/inventory/build.ts'
import { checkConfiguration } from '../src/inventory/checks/check-configuration.ts'
import { indexOf } from '../src/inventory/index.ts'
import type { Inventory } from '../src/inventory/model.ts'
import { nextFreeAddress } from '../src/inventory/next-free.ts'
import { updateInventory } from '../src/inventory/update.ts'
import { planAdd } from '../src/request/plan-add.ts'

import { median } from './measure.ts'

/** What is measured inside one process. */
export interface Reading {
  readonly megabytes: number
  readonly parseMegabytesPerSecond: number
  readonly lookUpMicroseconds: number
  readonly nextFreeMilliseconds: number
  readonly replanMilliseconds: number
}

const LOOK_UPS = 100_000
const EDITS = 9

function measure(path: string): Reading {
  const configuration = read(path)
  const inventory = buildInventory(configuration)
  checkConfiguration(inventory, inventory.problems, { unresolvable: undefined })
  const megabytes = process.resourceUsage().maxRSS / 1_000
  const content = configuration.files[0]?.content ?? ''
  return {
    megabytes,
    parseMegabytesPerSecond: content.length / 1_000 / timeFor(() => parse(content)),
    lookUpMicroseconds: (timeFor(() => lookUp(inventory)) * 1_000) / LOOK_UPS,
    nextFreeMilliseconds: timeFor(() => freeEverywhere(inventory)) / inventory.subnets.length,
    replanMilliseconds: replanTime(inventory),
  }
}

function read(path: string): Configuration {
  const files = [{ path, content: toByteString(readFileSync(path)) }]
  return { main: path, files, leases: undefined, digest: '' }
}

function timeFor(work: () => void): number {
  const before = performance.now()
  work()
  return performance.now() - before
}

/** By name, by MAC and by address in turn. */
function lookUp(inventory: Inventory): void {
  const { byName, byMac, byAddress } = indexOf(inventory)
  const { hosts } = inventory
  for (let count = 0; count < LOOK_UPS; count++) {
    const host = hosts[(count * 7919) % hosts.length]
    const found = [
      byName.get(host?.name ?? ''),
      byMac.get(host?.hardware?.address ?? ''),
      byAddress.get(host?.addresses[0] ?? ''),
    ][count % 3]
    if (found?.[0] !== host) throw new Error(`not found: ${host?.name}`)
  }
}

function freeEverywhere(inventory: Inventory): void {
  for (const subnet of inventory.subnets) nextFreeAddress(inventory, subnet, [])
}

/** From the bytes of a file in which one host was changed by hand to a plan on it: the median of some. */
function replanTime(inventory: Inventory): number {
  const times: number[] = []
  let before = inventory
  for (let count = 0; count < EDITS; count++) {
    const edited = editedByHand(before.configuration, count)
    times.push(
      timeFor(() => {
        before = updateInventory(before, edited)
        plan(before)
      }),
    )
  }
  return median(times)
}

/** The name of one host, each time in another place, is changed. */
function editedByHand(configuration: Configuration, count: number): Configuration {
  const files = configuration.files.map(({ path, content }) => {
    const at =
      content.indexOf('host host-', Math.floor((content.length * (count + 0.5)) / EDITS)) + 'host '.length
    // As bytes that come from a server do, it lies in one piece.
    return { path, content: toByteString(toBytes(`${content.slice(0, at)}new-${content.slice(at)}`)) }
  })
  return { ...configuration, files }
}

function plan(inventory: Inventory): void {
  const [subnet] = inventory.subnets
  const address = subnet && nextFreeAddress(inventory, subnet, [])
  if (address === undefined) throw new Error('no address is free')
  planAdd(
    { kind: 'add', name: 'one-more', mac: '00:00:5e:ff:ff:ff', address, comment: undefined },
    inventory,
    { after: 'last-host-of-subnet' },
  )
}

const [, , path = ''] = process.argv
process.stdout.write(JSON.stringify(measure(path)))
