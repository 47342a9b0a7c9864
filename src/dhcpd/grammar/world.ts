import type { ByteString } from '../source.ts'
import { AddressRanges } from './address-ranges.ts'
import { HostNames } from './host-names.ts'
import { OptionSpaces } from './option-spaces.ts'
import type { Problem } from './problem.ts'

/** A failover peer as far as others refer to it. */
export interface Peer {
  readonly name: ByteString
  readonly role: 'primary' | 'secondary'
  /** Whether a pool names it: dhcpd does not start with a peer that none does. */
  used: boolean
  /** Where it was declared. */
  readonly declared: Place
}

/** A word that dhcpd does not know, alone before its `;`: it is taken for a variable, and nothing is done. */
export interface IdleWord extends Place {
  readonly word: ByteString
}

export interface Place {
  readonly path: string
  readonly offset: number
  readonly line: number
  readonly column: number
}

/** What dhcpd knows of the whole configuration at the point that it has read up to. */
export class World {
  readonly family: 4 | 6
  readonly problems: Problem[] = []
  readonly idleWords: IdleWord[] = []
  readonly options = new OptionSpaces()
  readonly ranges = new AddressRanges()
  /** That of the first subnet: dhcpd ends when it compares a subnet with one of the other family. */
  subnetFamily: 4 | 6 | undefined
  readonly hosts: HostNames
  readonly classes = new Set<ByteString>()
  /** Names of groups, and whether deleting the group takes its name away. */
  readonly groups = new Map<ByteString, { readonly removable: boolean }>()
  /** In lower case: names of keys have none. */
  readonly keys = new Set<ByteString>()
  readonly peers = new Map<ByteString, Peer>()
  /** Names of interfaces that a subnet or shared network was tied to. */
  readonly interfaces = new Set<ByteString>()
  /** What statements outside every block set, where dhcpd looks at it when it starts: the last one counts. */
  readonly settings = new Map<string, Setting>()
  /** Whether dhcpd, when it starts, still runs what stands outside every block: a `break` there ends that. */
  runsAtStart = true

  /** @param size of all files, in bytes */
  constructor(family: 4 | 6, size: number) {
    this.family = family
    this.hosts = new HostNames(size >> 7)
  }
}

/** A value that a parameter was given. */
export interface Setting {
  /** As a word, or the bytes of a literal behind `=`. */
  readonly value: ByteString
  readonly isLiteral: boolean
  /** Looked for only when it is told, as few are. */
  readonly place: () => Place
}
