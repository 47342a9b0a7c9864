import type { Change } from '../inventory/change.ts'
import { type ChangeInput, inputOf } from '../inventory/check-change.ts'

/** The values of a change that a person may give otherwise; undefined is left as it is proposed. */
export interface EditedFields {
  readonly name?: string
  readonly mac?: string
  /** All addresses with commas between, or `auto` for the next free one. */
  readonly address?: string
  readonly comment?: string
}

export type Field = keyof EditedFields

/** What a change proposes, as text; of a change of a host, `''` is what the host keeps. */
export type ProposedFields = Readonly<Record<Field, string>>

/** A change whose values can be edited: a removal has none, and what is put back is put back as it was. */
export type EditableChange = Exclude<Change, { kind: 'remove' }>

/** The only change of a request, where its values can be edited. */
export function editableOf(changes: readonly Change[]): EditableChange | undefined {
  const [change, ...more] = changes
  if (!change || more.length > 0 || change.kind === 'remove') return undefined
  return change.kind === 'add' && change.restores !== undefined ? undefined : change
}

/** What a change proposes. */
export function proposedFields(change: EditableChange): ProposedFields {
  if (change.kind === 'add') {
    const { name, mac, address, moreAddresses = [], comment = '' } = change
    return { name, mac, address: [address, ...moreAddresses].join(', '), comment }
  }
  const { name = '', mac = '', addresses, addresses6, comment = '' } = change.change
  return { name, mac, address: (addresses ?? addresses6 ?? []).join(', '), comment }
}

/** The input for a change with some of its values given otherwise. */
export function editedInput(change: EditableChange, fields: EditedFields): ChangeInput {
  const proposed = proposedFields(change)
  const given = (field: Field) => (fields[field] === proposed[field] ? undefined : fields[field])
  const input = inputOf(change)
  if (input.kind === 'remove') return input
  if (input.kind === 'add') {
    const [address = '', ...moreAddresses] = (given('address') ?? proposed.address).trim().split(/[\s,]+/)
    const { name, mac, comment } = { ...proposed, ...fields }
    return { ...input, name, mac, comment, address, moreAddresses }
  }
  const kept = (field: Field) => (given(field)?.trim() === '' ? undefined : (given(field) ?? input[field]))
  return {
    ...input,
    name: kept('name'),
    mac: kept('mac'),
    address: kept('address'),
    comment: kept('comment'),
  }
}

/** A value that was edited. */
export interface Difference {
  readonly field: Field
  readonly before: string
  readonly after: string
}

/** Which values of a change were edited. */
export function differencesOf(before: EditableChange, after: EditableChange): readonly Difference[] {
  const [was, is] = [proposedFields(before), proposedFields(after)]
  return FIELDS.filter((field) => was[field] !== is[field]).map((field) => ({
    field,
    before: was[field],
    after: is[field],
  }))
}

const FIELDS: readonly Field[] = ['name', 'mac', 'address', 'comment']
