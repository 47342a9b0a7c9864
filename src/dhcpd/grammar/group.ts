import { cString, isIdentifier } from './lexeme.ts'
import type { Reader } from './reader.ts'
import { plainScope } from './scope.ts'
import type { World } from './world.ts'

const MARKS: ReadonlySet<string> = new Set(['deleted', 'dynamic', 'static'])

/** Reads what stands behind `group`: maybe a name, and a block. A host can name the group once the block is closed. */
export function readGroup(reader: Reader): void {
  const place = reader.peek()
  const named = place.type === 'STRING' || isIdentifier(place)
  if (named) reader.next()
  const marks = new Set<string>()
  const scope = plainScope('group')
  reader.block(reader.expect('{'), ({ type }) => {
    if (MARKS.has(type)) readMark(reader, marks)
    reader.statement(scope)
  })
  if (named) enterGroup(reader.world, cString(place.text), marks)
}

/** Behind a mark dhcpd wants a statement, even where the block ends. */
function readMark(reader: Reader, marks: Set<string>): void {
  const mark = reader.next()
  reader.semicolon()
  marks.add(mark.type)
  const found = reader.peek()
  if (found.type === '}') reader.unexpected(found, `a statement: dhcpd wants one behind \`${mark.type};\``)
}

/** A group that is declared again keeps its name, unless it was dynamic only: then dhcpd loses it. */
function enterGroup({ groups }: World, name: string, marks: ReadonlySet<string>): void {
  const before = groups.get(name)
  if (before?.removable) groups.delete(name)
  else if (!before && !marks.has('deleted')) {
    groups.set(name, { removable: marks.has('dynamic') && !marks.has('static') })
  }
}
