import type { Configuration } from '../dhcpd/source.ts'
import type { Tenure } from '../dhcpd/tenure.ts'

/** A declaration that a host stands in, from the outermost to the innermost. */
export interface Scope {
  readonly kind: 'group' | 'subnet' | 'subnet6' | 'shared-network' | 'pool' | 'other'
  /** As a person would name it: `subnet 10.20.0.0 netmask 255.255.255.0`, `group phones`, `group`. */
  readonly label: string
  /** Its own statements that hosts in it inherit, each on one line, without comments: `option routers 10.20.0.1;`. */
  readonly options: readonly string[]
}

/** A place in a file: `offset` and `length` in bytes, `line` and `column` (in bytes) counted from 1. */
export interface Place {
  readonly path: string
  readonly offset: number
  readonly length: number
  readonly line: number
  readonly column: number
}

/** `address` in lower case with two-digit octets: `00:11:22:33:44:55`. */
export interface Hardware {
  readonly type: string
  readonly address: string
}

/** `host-identifier option NAME VALUE`, the value as it is written. */
export interface Identifier {
  readonly option: string
  readonly value: string
}

/** A `host` declaration. */
export interface Host {
  readonly name: string
  readonly hardware: Hardware | undefined
  /** What further `hardware` statements say, which dhcpd refuses. */
  readonly surplusHardware: readonly Hardware[]
  /** The values of `fixed-address`: IPv4 addresses in plain decimal, or DNS names as written. */
  readonly addresses: readonly string[]
  /** The values of `fixed-address6`, as written. */
  readonly addresses6: readonly string[]
  /** The client identifier as it is written: a string with its quotes, or octets. */
  readonly uid: string | undefined
  readonly identifiers: readonly Identifier[]
  /** The group that a `group NAME;` in it names, from which it inherits wherever it stands. */
  readonly group: string | undefined
  /** Its own statements that say what its client gets, each on one line, without comments. */
  readonly options: readonly string[]
  /** First words of what else its body holds (`if`, `on`, `include`, …): such hosts are edited by hand (SAFETY K3). */
  readonly beyond: readonly string[]
  readonly scopes: readonly Scope[]
  /** The comment that belongs to the host (above it, inside or trailing), without `#`, as text for people. */
  readonly comment: string | undefined
  /** What a comment of it says of whose it is and until when; that one is not part of `comment`. */
  readonly tenure: Tenure | undefined
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
  /** The declarations that hand down statements to its clients, from the outermost to itself. */
  readonly scopes: readonly Scope[]
  readonly place: Place
}

/** A `subnet6` declaration. */
export interface Subnet6 {
  /** In the canonical form of RFC 5952: `2001:db8::/64`. */
  readonly cidr: string
  readonly ranges: readonly AddressRange[]
  readonly sharedNetwork: string | undefined
  readonly scopes: readonly Scope[]
  readonly place: Place
}

/** A `range` statement. */
export interface DeclaredRange extends AddressRange {
  /** Written from the higher address to the lower, which dhcpd takes for the same range. */
  readonly reversed: boolean
  readonly place: Place
}

/** A `pool` declaration. */
export interface Pool {
  readonly ranges: readonly AddressRange[]
  /** Its statements (permissions and options), each on one line. */
  readonly options: readonly string[]
  readonly place: Place
}

/** An `option routers` statement. */
export interface DeclaredRouters {
  readonly addresses: readonly string[]
  /** The subnet that it stands in, at whatever depth. */
  readonly subnet: Pick<Subnet, 'cidr' | 'sharedNetwork'> | undefined
  readonly place: Place
}

export interface SharedNetwork {
  readonly name: string
  readonly place: Place
}

/** A statement that matters to a review of the file: what runs a program, or has no counterpart in Kea. */
export interface Notable {
  readonly keyword: 'execute' | 'on' | 'failover'
  readonly place: Place
}

/** A lease in its last state, from `dhcpd.leases`. */
export interface Lease {
  /** IPv4 in plain decimal; an IPv6 address or delegated prefix as written. */
  readonly address: string
  readonly mac: string | undefined
  readonly hostname: string | undefined
  /** The binding state, as written: `active`, `free`, `expired`, … */
  readonly state: string
  /** End of the lease as an ISO 8601 instant, or undefined for `never` or when not stated. */
  readonly ends: string | undefined
}

/** A host that `dhcpd.leases` declares: made by OMAPI, or deleted and so masking the file's host of that name. */
export interface LeaseHost {
  readonly name: string
  readonly deleted: boolean
  readonly mac: string | undefined
  readonly addresses: readonly string[]
  readonly place: Pick<Place, 'path' | 'line' | 'column'>
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
  readonly subnets6: readonly Subnet6[]
  readonly sharedNetworks: readonly SharedNetwork[]
  /** Groups that have a name, with what hosts inherit from them. */
  readonly groups: ReadonlyMap<string, Scope>
  readonly ranges: readonly DeclaredRange[]
  readonly pools: readonly Pool[]
  readonly routers: readonly DeclaredRouters[]
  /** The statements at top level that all hosts inherit. */
  readonly options: readonly string[]
  readonly notables: readonly Notable[]
  readonly leases: readonly Lease[]
  readonly leaseHosts: readonly LeaseHost[]
  readonly problems: readonly Problem[]
}
