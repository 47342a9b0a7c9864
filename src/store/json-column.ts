import { StoreError } from './store-error.ts'

/**
 * Reads a JSON column that we wrote.
 * @param row how a person would find it, `requests row 7`.
 * @throws StoreError when it is no JSON object: somebody else wrote it.
 */
export function readJsonColumn<T extends object>(row: string, text: string): T {
  const value = parse(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as T
  throw damaged(row)
}

/** As {@link readJsonColumn}, of a column that holds a text. */
export function readJsonText(row: string, text: string): string {
  const value = parse(text)
  if (typeof value === 'string') return value
  throw damaged(row)
}

function damaged(row: string): StoreError {
  return new StoreError(
    `The store is damaged: ${row} does not hold what Leasehold writes there.`,
    'Stop Leasehold and restore the store from a backup.',
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
