import type { HostChange } from '../dhcpd/change-host.ts'
import type { ByteString } from '../dhcpd/source.ts'
import type { Tenure } from '../dhcpd/tenure.ts'

/** A new host, normalised: it has passed the checks and needs no more interpretation. */
export interface AddHost {
  readonly kind: 'add'
  /** As it will be written. */
  readonly name: string
  /** Lower case, colons, two digits an octet. */
  readonly mac: string
  /** IPv4 in plain decimal, or IPv6 in the canonical form of RFC 5952. */
  readonly address: string
  /** Its further addresses, of the same family and notation; left out where it has none. */
  readonly moreAddresses?: readonly string[]
  readonly comment: string | undefined
  /**
   * Whose it is to be and until when, as a comment will say; left out where nobody said it, and it is the one's who asks. Of
   * what is written again it is what the record says: its text says what it did.
   */
  readonly tenure?: Tenure
  /** The declaration of a host that was taken out, with its comments: it is written again as it was. */
  readonly restores?: ByteString
}

/** A host to be changed; it keeps its place in its file. */
export interface EditHost {
  readonly kind: 'edit'
  /** Its present name, as it is written. */
  readonly target: string
  /** Normalised: it has passed the checks. */
  readonly change: HostChange
  /** Whose it is in the record, where no comment is to say it any more. */
  readonly recorded?: Tenure
}

/** A host to be taken out, with the comments that belong to it. */
export interface RemoveHost {
  readonly kind: 'remove'
  /** As it is written. */
  readonly target: string
}

/** What is to become of one host. */
export type Change = AddHost | EditHost | RemoveHost

/** The name that people know the host by while the change is asked for: that of a new host, else its present one. */
export function hostOf(change: Change): string {
  return change.kind === 'add' ? change.name : change.target
}
