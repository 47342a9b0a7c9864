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
}

/** What a request asks for: one host added. */
export type Change = AddHost
