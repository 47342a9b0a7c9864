import type { Kind } from './expression-kind.ts'
import type { Reader } from './reader.ts'

/** A binary operator. */
export interface Operator {
  readonly text: string
  /** An operator takes its right side from one that binds looser only if the other's number is higher. */
  readonly rank: number
  /** What it wants at its right; `any` stands for no wish. */
  readonly right: Kind | 'value' | 'plain-data' | 'any'
  readonly gives: Kind
  /** How a number is to be read right behind it, where it took its left side from another operator. */
  readonly context: Kind
}

const COMPARISON = { rank: 4, right: 'value', gives: 'boolean', context: 'data' } as const
const MATCH = { rank: 4, gives: 'boolean', context: 'data' } as const
const JUNCTION = { rank: 3, right: 'boolean', gives: 'boolean', context: 'boolean' } as const
const ARITHMETIC = { right: 'numeric', gives: 'numeric', context: 'numeric' } as const

/** The ranks are dhcpd's own (`op_val` in `common/tree.c`), strange as they are: `+` binds looser than `and`. */
const OPERATORS: readonly Operator[] = [
  { text: '!=', ...COMPARISON },
  { text: '=', ...COMPARISON },
  { text: '~~', right: 'any', ...MATCH },
  { text: '~=', right: 'plain-data', ...MATCH },
  { text: 'and', ...JUNCTION },
  { text: 'or', ...JUNCTION },
  { text: '+', rank: 2, ...ARITHMETIC },
  { text: '/', rank: 1, ...ARITHMETIC },
  { text: '*', rank: 1, ...ARITHMETIC },
  { text: '%', rank: 1, ...ARITHMETIC },
  { text: '&', rank: 100, ...ARITHMETIC },
  { text: '|', rank: 100, ...ARITHMETIC },
  { text: '^', rank: 100, ...ARITHMETIC },
]

const byText: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((operator) => [operator.text, operator]))

/** Takes the operator that stands next; undefined where none does. There is no `-`: it would be a part of a name. */
export function takeOperator(reader: Reader): Operator | undefined {
  const { type } = reader.peek()
  if (type === '!' || type === '~') return takeTwoMarks(reader)
  const operator = byText.get(type)
  if (operator) reader.next()
  return operator
}

function takeTwoMarks(reader: Reader): Operator {
  const first = reader.next()
  const second = reader.next()
  const operator = byText.get(first.type + second.type)
  if (operator) return operator
  return reader.unexpected(second, first.type === '!' ? '`=` after the `!`' : '`=` or `~` after the `~`')
}
