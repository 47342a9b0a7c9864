import { commentsOf } from '../dhcpd/comments.ts'
import { decodeText } from '../dhcpd/source.ts'
import { keywordOf, type Statement } from '../dhcpd/syntax.ts'
import type { Hardware, Host, Identifier, Place, Scope } from './model.ts'
import { inherited } from './scope.ts'
import { type Located, placeOf, type Taker, type Visit, type Walk } from './walk.ts'

type Text = Omit<Located, 'meaning'>

/** Shared by all that have none of something: a large file has a hundred thousand such hosts. */
const NONE: readonly never[] = []

/** A host as it stands in a file. What few ask for of few hosts is worked out when it is asked for. */
class DeclaredHost implements Host, Taker {
  readonly name: string
  readonly scopes: readonly Scope[]
  hardware: Hardware | undefined = undefined
  addresses: readonly string[] = NONE
  addresses6: readonly string[] = NONE
  uid: string | undefined = undefined
  group: string | undefined = undefined
  identifiers: readonly Identifier[] = NONE
  beyond: readonly string[] = NONE
  readonly #visit: Visit
  readonly #statement: Statement
  readonly #walk: Walk
  #comment: readonly string[] | undefined = undefined

  constructor(name: string, scopes: readonly Scope[], { visit, statement }: Text, walk: Walk) {
    this.name = name
    this.scopes = scopes
    this.#visit = visit
    this.#statement = statement
    this.#walk = walk
  }

  get place(): Place {
    return placeOf({ visit: this.#visit, statement: this.#statement })
  }

  get comment(): string | undefined {
    this.#comment ??= commentsOf(this.#visit.tree, this.#statement).lines.map(decodeText)
    return this.#comment.length === 0 ? undefined : this.#comment.join('\n')
  }

  get options(): readonly string[] {
    return inherited({ visit: this.#visit, statement: this.#statement }, this.#walk)
  }

  take(inner: Located): void {
    const { meaning } = inner
    const walk = this.#walk
    switch (meaning.kind) {
      case 'hardware':
        if (this.hardware) walk.report('second-hardware', inner, 'a host has one hardware address')
        this.hardware ??= { type: meaning.type, address: meaning.address }
        return
      case 'fixed-address':
        if (this.addresses !== NONE) {
          walk.report('second-fixed-address', inner, 'a host has one fixed-address statement')
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
        walk.report('misplaced-host', inner, 'a host may not stand inside a host')
        break
      case 'malformed':
        walk.report('malformed-statement', inner, meaning.message)
    }
    if (meaning.kind !== 'plain' && meaning.kind !== 'routers') this.#goesBeyond(inner)
  }

  /** What an `include` brings in does not stand in the host's own text. */
  enter(include: Located): void {
    this.#goesBeyond(include)
  }

  #goesBeyond({ visit, statement }: Text): void {
    this.beyond = [...this.beyond, keywordOf(visit.tree, statement)]
  }
}

/** A host declaration read; what dhcpd would refuse in it is reported to the walk. */
export function hostOf(located: Located, name: string, scopes: readonly Scope[], walk: Walk): Host {
  const { visit, statement } = located
  const host = new DeclaredHost(name, scopes, located, walk)
  walk.each(visit, statement.block ?? NONE, host)
  return host
}
