import { parse } from './parse.ts'
import type { ByteString } from './source.ts'
import { keywordOf, type Statement, type SyntaxTree, wordsOf } from './syntax.ts'
import { isQuoted, unquoted } from './words.ts'

/** How a failover relationship stands, as one of its members wrote it down. */
export interface FailoverState {
  /** The name of the `failover peer` declaration. */
  readonly peer: ByteString
  /** The state of the member that wrote it, in lower case: `normal`, `communications-interrupted`, … */
  readonly mine: string
  /** The state in which it last knew its partner to be. */
  readonly partner: string
}

/** Where an entry does not say a state: dhcpd's own word. */
const UNKNOWN = 'unknown-state'

/**
 * The failover states in a lease database, each by its last entry (man 5 dhcpd.leases). dhcpd writes one for every
 * declared peer when it starts, and again whenever a state changes. An entry that is cut off at the end is left out:
 * dhcpd is writing it.
 */
export function readFailoverStates(leases: ByteString): readonly FailoverState[] {
  const tree = parse(leases)
  const states = new Map<ByteString, FailoverState>()
  for (const statement of tree.statements) {
    const state = stateIn(tree, statement)
    if (state) states.set(state.peer, state)
  }
  return [...states.values()]
}

/** `failover peer "NAME" state { my state STATE at DATE; partner state STATE at DATE; }` */
function stateIn(tree: SyntaxTree, statement: Statement): FailoverState | undefined {
  const { block, complete } = statement
  if (!block || !complete || keywordOf(tree, statement) !== 'failover') return undefined
  const [, , name = ''] = wordsOf(tree, statement)
  let mine = UNKNOWN
  let partner = UNKNOWN
  for (const inner of block) {
    const [, , state = UNKNOWN] = wordsOf(tree, inner)
    switch (keywordOf(tree, inner)) {
      case 'my':
        mine = state.toLowerCase()
        break
      // The manual says `peer`, and dhcpd writes `partner`; it reads both.
      case 'partner':
      case 'peer':
        partner = state.toLowerCase()
    }
  }
  return { peer: isQuoted(name) ? unquoted(name) : name, mine, partner }
}
