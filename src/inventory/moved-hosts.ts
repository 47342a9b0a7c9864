import type { FileChange } from '../dhcpd/file-change.ts'
import { DeclaredHost } from './host.ts'
import type { Host, Inventory } from './model.ts'
import type { Visit, Walk } from './walk.ts'

/** Hosts in a row of one file that were read anew. */
export interface HostsReadAnew extends Pick<FileChange, 'statements'> {
  readonly added: readonly Host[]
  /** The file as it is now. */
  readonly visit: Visit
  readonly walk: Walk
}

/** The hosts of the base as they are now: each is moved when it is asked for, and then stays the same object. */
export class MovedHosts {
  readonly #base: Inventory
  readonly #change: HostsReadAnew
  readonly #moved = new Map<Host, Host>()
  #all: readonly Host[] | undefined = undefined

  constructor(base: Inventory, change: HostsReadAnew) {
    this.#base = base
    this.#change = change
  }

  /** A host of the base as it is now; undefined for those that were read anew, and those that are gone. */
  of(host: Host): Host | undefined {
    const { visit, statements, walk } = this.#change
    if (!(host instanceof DeclaredHost) || host.visit.path !== visit.path) return host
    const { index } = host
    if (statements.from <= index && index < statements.oldTo) return undefined
    const now = index < statements.from ? index : index - statements.oldTo + statements.newTo
    const moved = this.#moved.get(host) ?? host.movedTo({ visit, index: now }, walk)
    this.#moved.set(host, moved)
    return moved
  }

  /** All, in the order of the files. */
  get all(): readonly Host[] {
    this.#all ??= this.#listed()
    return this.#all
  }

  #listed(): Host[] {
    const hosts: Host[] = []
    let added: readonly Host[] = this.#change.added
    for (const host of this.#base.hosts) {
      const now = this.of(host)
      if (now) hosts.push(now)
      else {
        hosts.push(...added)
        added = []
      }
    }
    return hosts
  }
}
