import { randomBytes } from 'node:crypto'
import type { ModalView } from './blocks/view.ts'
import { initialForm, keptForm } from './form.ts'
import type { State, ViewRecord } from './state.ts'

/** Opens a modal; one that the person had open is closed, with all that lay on it. */
export function openView(state: State, owner: string, view: ModalView): ViewRecord {
  const record = createView(state, owner, view, undefined)
  state.modals.set(owner, [record])
  state.changed()
  return record
}

/** Lays a view on the person's stack; undefined when `most` lie there already. */
export function pushView(state: State, owner: string, view: ModalView, most: number): ViewRecord | undefined {
  const stack = state.modals.get(owner) ?? []
  if (stack.length >= most) return undefined
  const record = createView(state, owner, view, stack.at(-1))
  state.modals.set(owner, [...stack, record])
  state.changed()
  return record
}

/** Shows another content in the same view; what the person entered stays where the ids stay. */
export function replaceView(state: State, record: ViewRecord, view: ModalView): void {
  record.view = view
  record.form = keptForm(record.form, view.blocks)
  record.errors = {}
  record.trouble = undefined
  record.hash = nextHash(state)
  state.changed()
}

/** Takes a view from the stack and all that lies on it, or the whole stack. */
export function closeView(state: State, record: ViewRecord, all: boolean): void {
  const stack = state.modals.get(record.owner) ?? []
  const rest = all ? [] : stack.slice(0, Math.max(0, stack.indexOf(record)))
  state.modals.set(record.owner, rest)
  state.changed()
}

/** The view with this external id, on whoever's stack. */
export function findExternal(state: State, externalId: string): ViewRecord | undefined {
  return [...state.modals.values()].flat().find((record) => record.view.external_id === externalId)
}

function createView(
  state: State,
  owner: string,
  view: ModalView,
  previous: ViewRecord | undefined,
): ViewRecord {
  const id = state.nextId('V')
  return {
    id,
    rootId: previous?.rootId ?? id,
    previousId: previous?.id,
    owner,
    view,
    hash: nextHash(state),
    form: initialForm(view.blocks),
    errors: {},
    trouble: undefined,
    pending: false,
    suggested: new Map(),
  }
}

function nextHash(state: State): string {
  return `${Math.floor(state.now() / 1000)}.${randomBytes(4).toString('hex')}`
}
