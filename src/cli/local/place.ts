import type { Placement } from '../../request/plan-add.ts'

/** How the command line names the places of new hosts. */
export const PLACES = 'subnet, end, managed, file=PATH or group=NAME'

/** Reads the name of a place; undefined for what is none. */
export function readPlace(text: string): Placement | undefined {
  if (text === 'subnet') return { after: 'last-host-of-subnet' }
  if (text === 'end') return 'end'
  if (text === 'managed') return 'managed-block'
  const [, kind, value] = /^(file|group)=(.+)$/.exec(text) ?? []
  if (value === undefined) return undefined
  return kind === 'file' ? { file: value } : { group: value }
}
