import { parseAddress } from '../inventory/address.ts'
import { plainIpv6 } from '../inventory/address6.ts'
import type { Change } from '../inventory/change.ts'
import { parseMac } from '../inventory/mac.ts'
import { hostIn } from './host-in.ts'
import type { Person } from './person.ts'
import type { HostPlan } from './plan.ts'
import type { Proposal } from './request.ts'

/** What a request may be looked up by: `name`, `mac`, `address` or `by`, a colon, and the value in its one notation. */
export type Subject = `${'name' | 'mac' | 'address' | 'by'}:${string}`

/** Every name, MAC and address that a proposal asks for, changes or takes away; each once. */
export function subjectsOf({ changes, hosts }: Proposal): readonly Subject[] {
  const all = new Set([...changes.flatMap(ofChange), ...hosts.flatMap(ofPlan)])
  // A name in a file may hold any byte, but nobody looks for one with a NUL, which no text of PostgreSQL takes.
  return [...all].filter((subject) => !subject.includes('\0'))
}

function ofChange(change: Change): Subject[] {
  switch (change.kind) {
    case 'add': {
      const { name, mac, address, moreAddresses = [] } = change
      return subjects([name], [mac], [address, ...moreAddresses])
    }
    case 'edit': {
      const { name, mac, addresses = [], addresses6 = [] } = change.change
      return subjects([change.target, name], [mac], [...addresses, ...addresses6])
    }
    case 'remove':
      return subjects([change.target], [], [])
    default:
      return change satisfies never
  }
}

/** What a host says that is changed or taken out is found, too. */
function ofPlan({ before }: HostPlan): Subject[] {
  const host = before === undefined ? undefined : hostIn(before)?.host
  if (!host) return []
  const { name, hardware, addresses, addresses6 } = host
  return subjects([name], [hardware?.address], [...addresses, ...addresses6])
}

type Value = string | undefined

function subjects(names: readonly Value[], macs: readonly Value[], addresses: readonly string[]): Subject[] {
  return [
    ...names.flatMap((name): Subject[] => (name === undefined ? [] : [`name:${name.toLowerCase()}`])),
    ...macs.flatMap((mac): Subject[] => (mac === undefined ? [] : [`mac:${mac}`])),
    ...addresses.map((address): Subject => `address:${plainIpv6(address) ?? address.toLowerCase()}`),
  ]
}

/** The one that all requests of a person have. */
export function askedBySubject({ team, user }: Person): Subject {
  return `by:${team}/${user}`
}

/** What a person means by a text: an address or a MAC in any notation, else a name. */
export function subjectOf(text: string): Subject {
  const typed = text.trim()
  const ipv4 = parseAddress(typed)
  const address = ipv4.ok ? ipv4.value : plainIpv6(typed)
  if (address !== undefined) return `address:${address}`
  const mac = parseMac(typed)
  return mac.ok ? `mac:${mac.value}` : `name:${typed.toLowerCase()}`
}
