import type { ChangeInput } from './check-change.ts'

/** Of an edit, what is not asked for. By itself, so that every command of the program may load it. */
export const UNCHANGED_EDIT = {
  kind: 'edit',
  name: undefined,
  mac: undefined,
  address: undefined,
  subnet: undefined,
  comment: undefined,
} as const satisfies Partial<ChangeInput>
