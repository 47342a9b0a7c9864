import type { Naming } from './readable.ts'
import type { State } from './state.ts'

/** Names people and channels as the workspace knows them. */
export function namingOf(state: State): Naming {
  return (kind, id) =>
    kind === 'user' ? (state.people.get(id)?.displayName ?? id) : (state.channels.get(id)?.name ?? id)
}
