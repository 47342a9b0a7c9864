import { commentsOf, saidAt } from '../dhcpd/comments.ts'
import type { Meaning } from '../dhcpd/meaning.ts'
import type { PlainHost } from '../dhcpd/plain-host.ts'
import { decodeText } from '../dhcpd/source.ts'
import { keywordOf, Statement } from '../dhcpd/syntax.ts'
import { readTenure, type Tenure } from '../dhcpd/tenure.ts'
import type { Hardware, Host, Identifier, Place, Scope } from './model.ts'
import { inherited } from './scope.ts'
import { type Located, placeOf, type Taker, type Visit, type Walk } from './walk.ts'

type Text = Omit<Located, 'meaning'>

/** Where a host was read: its file, and the index of its statement in the table of that. */
export interface Site {
  readonly visit: Visit
  readonly index: number
}
export type HostMeaning = Extract<Meaning, { readonly kind: 'host' }>

const NONE: readonly never[] = []

/**
 * A host as it stands in a file. A large file has a hundred thousand of them, so each holds little: what few ask for
 * of few hosts is worked out when it is asked for.
 */
export abstract class DeclaredHost {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Where it was read: a {@link Site}, without an object for each. */
  readonly visit: Visit
  readonly index: number
  readonly #walk: Walk

  constructor(name: string, scopes: readonly Scope[], site: Site, walk: Walk) {
    this.name = name
    this.scopes = scopes
    this.visit = site.visit
    this.index = site.index
    this.#walk = walk
  }

  /** The same host in a file that was read again. */
  abstract movedTo(site: Site, walk: Walk): Host

  get place(): Place {
    return placeOf(this.#text)
  }

  get comment(): string | undefined {
    const { visit, statement } = this.#text
    const { lines } = commentsOf(visit.tree, statement)
    return lines.length === 0 ? undefined : lines.map(decodeText).join('\n')
  }

  get tenure(): Tenure | undefined {
    const { visit, statement } = this.#text
    const { tenure } = commentsOf(visit.tree, statement)
    return tenure === undefined ? undefined : readTenure(saidAt(visit.tree, tenure))
  }

  get options(): readonly string[] {
    return inherited(this.#text, this.#walk)
  }

  get #text(): Text {
    const { visit, index } = this
    return { visit, statement: new Statement(visit.tree.table, index) }
  }
}

/** One of the shape that nearly all have. */
class UsualHost extends DeclaredHost implements Host {
  readonly #mac: string | undefined
  readonly #address: string | undefined

  constructor({ name, mac, address }: PlainHost, scopes: readonly Scope[], site: Site, walk: Walk) {
    super(name, scopes, site, walk)
    this.#mac = mac
    this.#address = address
  }

  movedTo(site: Site, walk: Walk): Host {
    const plain = { name: this.name, mac: this.#mac, address: this.#address }
    return new UsualHost(plain, this.scopes, site, walk)
  }

  get hardware(): Hardware | undefined {
    return this.#mac === undefined ? undefined : { type: 'ethernet', address: this.#mac }
  }

  get surplusHardware(): readonly Hardware[] {
    return NONE
  }

  get addresses(): readonly string[] {
    return this.#address === undefined ? NONE : [this.#address]
  }

  get addresses6(): readonly string[] {
    return NONE
  }

  get uid(): undefined {
    return undefined
  }

  get group(): undefined {
    return undefined
  }

  get identifiers(): readonly Identifier[] {
    return NONE
  }

  get beyond(): readonly string[] {
    return NONE
  }
}

/** Any other, read statement by statement. */
class OtherHost extends DeclaredHost implements Host, Taker {
  hardware: Hardware | undefined = undefined
  surplusHardware: readonly Hardware[] = NONE
  addresses: readonly string[] = NONE
  addresses6: readonly string[] = NONE
  uid: string | undefined = undefined
  group: string | undefined = undefined
  identifiers: readonly Identifier[] = NONE
  beyond: readonly string[] = NONE
  readonly #report: Walk['report']

  constructor(name: string, scopes: readonly Scope[], site: Site, walk: Walk) {
    super(name, scopes, site, walk)
    this.#report = walk.report.bind(walk)
  }

  movedTo(site: Site, walk: Walk): Host {
    const moved = new OtherHost(this.name, this.scopes, site, walk)
    moved.hardware = this.hardware
    moved.surplusHardware = this.surplusHardware
    moved.addresses = this.addresses
    moved.addresses6 = this.addresses6
    moved.uid = this.uid
    moved.group = this.group
    moved.identifiers = this.identifiers
    moved.beyond = this.beyond
    return moved
  }

  take(inner: Located): void {
    const { meaning } = inner
    switch (meaning.kind) {
      case 'hardware':
        this.#takeHardware(inner, { type: meaning.type, address: meaning.address })
        return
      case 'fixed-address':
        if (this.addresses !== NONE) {
          this.#report('second-fixed-address', inner, 'a host has one fixed-address statement')
        } else this.addresses = meaning.addresses
        return
      case 'fixed-address6':
        if (this.addresses6 === NONE) this.addresses6 = meaning.addresses
        return
      case 'uid':
        this.uid ??= decodeText(meaning.value)
        return
      case 'identifier':
        this.identifiers = [...this.identifiers, { option: meaning.option, value: decodeText(meaning.value) }]
        return
      case 'group-of-host':
        this.group ??= decodeText(meaning.name)
        return
      case 'host':
        this.#report('misplaced-host', inner, 'a host may not stand inside a host')
        break
      case 'malformed':
        this.#report('malformed-statement', inner, meaning.message)
    }
    if (meaning.kind !== 'plain' && meaning.kind !== 'routers') this.#goesBeyond(inner)
  }

  /** What an `include` brings in does not stand in the host's own text. */
  enter(include: Located): void {
    this.#goesBeyond(include)
  }

  #takeHardware(inner: Located, hardware: Hardware): void {
    if (this.hardware) {
      this.#report('second-hardware', inner, 'a host has one hardware address')
      this.surplusHardware = [...this.surplusHardware, hardware]
    } else this.hardware = hardware
  }

  #goesBeyond({ visit, statement }: Text): void {
    this.beyond = [...this.beyond, keywordOf(visit.tree, statement)]
  }
}

/** A host declaration read; what dhcpd would refuse in it is reported to the walk. */
export function hostOf(
  located: Located,
  { name, plain }: HostMeaning,
  scopes: readonly Scope[],
  walk: Walk,
): Host {
  const { visit, statement } = located
  const site = { visit, index: statement.index }
  if (plain) return new UsualHost(plain, scopes, site, walk)
  const host = new OtherHost(name, scopes, site, walk)
  walk.each(visit, statement.block ?? NONE, host)
  return host
}
