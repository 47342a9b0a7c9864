import { join } from 'node:path'
import type { Person } from '../../../src/request/person.ts'
import type { Policy } from '../../../src/request/policy.ts'
import { createInventoryCache } from '../../../src/usecases/inventory-cache.ts'
import { named, policyOf } from '../policy.ts'
import { ALWAYS } from '../story.ts'
import { simulatedServer } from './server.ts'

/** Several DHCP servers in a folder, for any number of processes. */
export interface Site {
  readonly folder: string
  readonly servers: number
  /** How long a change of a server takes. */
  readonly milliseconds: number
}

/** The approvers of every server. */
export const APPROVERS: readonly Person[] = ['bob', 'cleo', 'dan'].map((user) => ({ team: 'T1', user }))

/** @param quorum how many of them must approve */
export function sitePolicy(quorum = 1): Policy {
  return policyOf({ approvers: named(...APPROVERS), quorum })
}

/** Each server has a network of 65,534 addresses. */
export function serversOf({ folder, servers, milliseconds }: Site) {
  return Array.from({ length: servers }, (_, index) => {
    const name = serverName(index)
    const content = `subnet 10.${index}.0.0 netmask 255.255.0.0 {\n}\n`
    const remote = simulatedServer(join(folder, name), name, content, milliseconds)
    return {
      name,
      remote,
      cache: createInventoryCache(remote, () => performance.now()),
      place: 'end',
      names: { pattern: undefined, domain: undefined },
      schedule: ALWAYS,
      restartFloor: 0,
    } as const
  })
}

export function serverName(index: number): string {
  return `s${String(index).padStart(2, '0')}`
}

/** The host of a number on a server: no two have anything in common. */
export function hostOf(server: number, number: number) {
  const octets = [number >> 8, number & 255].map((octet) => octet.toString(16).padStart(2, '0'))
  return {
    name: `h-${server}-${number}`,
    mac: `00:00:0c:${server.toString(16).padStart(2, '0')}:${octets.join(':')}`,
    address: `10.${server}.${number >> 8}.${number & 255}`,
    subnet: undefined,
    comment: '',
  }
}
