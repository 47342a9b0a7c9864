import type { Configuration } from '../dhcpd/source.ts'

/** A declaration that a host stands in, from the outermost to the innermost. */
export interface Scope {
  readonly kind: 'group' | 'subnet' | 'subnet6' | 'shared-network' | 'pool' | 'other'
  /** As a person would name it: `subnet 10.20.0.0 netmask 255.255.255.0`, `group phones`, `group`. */
  readonly label: string
  /** Its own statements that hosts in it inherit, each on one line, without comments: `option routers 10.20.0.1;`. */
  readonly options: readonly string[]
}

/** A place in a file: `offset` and `length` in bytes, `line` counted from 1. */
export interface Place {
  readonly path: string
  readonly offset: number
  readonly length: number
  readonly line: number
}

/** A `host` declaration. */
export interface Host {
  readonly name: string
  /** `address` in lower case with two-digit octets: `00:11:22:33:44:55`. */
  readonly hardware: { readonly type: string; readonly address: string } | undefined
  /** The values of `fixed-address`: IPv4 addresses in plain decimal, or DNS names as written. */
  readonly addresses: readonly string[]
  readonly addresses6: readonly string[]
  readonly scopes: readonly Scope[]
  /** The comment that belongs to the host (above it, inside or trailing), without `#`, as text for people. */
  readonly comment: string | undefined
  readonly place: Place
}

/** An inclusive range of IPv4 addresses. */
export interface AddressRange {
  readonly from: string
  readonly to: string
}

/** A `subnet` declaration. */
export interface Subnet {
  /** `10.20.0.0/24`. */
  readonly cidr: string
  readonly network: string
  readonly broadcast: string
  /** Dynamic ranges of the subnet and of its pools. */
  readonly ranges: readonly AddressRange[]
  readonly routers: readonly string[]
  readonly sharedNetwork: string | undefined
  readonly place: Place
}

/** A lease in its last state, from `dhcpd.leases`. */
export interface Lease {
  readonly address: string
  readonly mac: string | undefined
  readonly hostname: string | undefined
  /** The binding state, as written: `active`, `free`, `expired`, … */
  readonly state: string
  /** End of the lease as an ISO 8601 instant, or undefined for `never` or when not stated. */
  readonly ends: string | undefined
}

/** What is wrong with a file and where, so that a person can go there. */
export interface Problem {
  readonly code: string
  readonly path: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** What one member's files and leases declare. */
export interface Inventory {
  readonly configuration: Configuration
  readonly hosts: readonly Host[]
  readonly subnets: readonly Subnet[]
  readonly leases: readonly Lease[]
  readonly problems: readonly Problem[]
}
