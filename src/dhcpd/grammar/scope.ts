import type { ByteString } from '../source.ts'
import type { Peer } from './world.ts'

export type ScopeKind = 'file' | 'group' | 'host' | 'shared-network' | 'subnet' | 'class' | 'pool'

/** The block that a statement stands in, as dhcpd keeps it: what an outer block is tied to an inner one is not. */
export interface Scope {
  readonly kind: ScopeKind
  /** Of a `host` itself; the statements of a file that it includes are told that there is none. */
  readonly host: HostScope | undefined
  readonly subnet: SubnetScope | undefined
  readonly network: NetworkScope | undefined
}

export interface HostScope {
  readonly name: ByteString
  hasHardware: boolean
  hasAddress: boolean
}

/** A shared network, or the one that a subnet by itself stands for. */
export interface NetworkScope {
  /** The subnets of the network whose blocks are closed. */
  readonly subnets: SubnetScope[]
  hasInterface: boolean
  peer: Peer | undefined
}

export type SubnetScope =
  | { readonly family: 4; readonly address: number; readonly mask: number; readonly network: NetworkScope }
  | { readonly family: 6; readonly address: bigint; readonly length: number; readonly network: NetworkScope }

/** A scope without ties, as that of a `group`. */
export function plainScope(kind: ScopeKind): Scope {
  return { kind, host: undefined, subnet: undefined, network: undefined }
}

export function newNetwork(): NetworkScope {
  return { subnets: [], hasInterface: false, peer: undefined }
}
