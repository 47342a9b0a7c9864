// csv-parse, csv-stringify: RFC 4180 with all that spreadsheets make of it, and protection against formulas.
import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { addressNumber } from './address.ts'
import type { Host } from './model.ts'

/** A host as a line of a table; a missing cell is empty. */
export interface HostRow {
  readonly name: string
  readonly mac: string
  readonly address: string
  readonly comment: string
  /** Slack's id of whose it is, and the last day on which it is wanted. */
  readonly owner: string
  readonly until: string
}

const COLUMNS = ['name', 'mac', 'address', 'comment', 'owner', 'until'] as const
const TENURE: readonly string[] = ['owner', 'until'] satisfies (keyof HostRow)[]
const NEEDED = ['name', 'mac'] as const
/** Cells that begin so are run as formulas by spreadsheets (OWASP, CSV injection). */
const FORMULA = /^'(?=[=+\-@\t\r])/

/** A table cannot be read; the message is fit to be shown. */
export class BadTable extends Error {
  override readonly name = 'BadTable'
}

/**
 * Writes a table whose first row names the columns; cells that would be formulas get a `'` in front. There are columns for
 * owner and end where one of the hosts has them.
 */
export function writeTable(rows: readonly HostRow[]): string {
  const isOwned = rows.some(({ owner }) => owner !== '')
  const columns = COLUMNS.filter((column) => isOwned || !TENURE.includes(column))
  return stringify([...rows], { header: true, columns, escape_formulas: true })
}

/** A host as its line: several addresses stand in one cell with blanks between. */
export function rowOf({ name, hardware, addresses, addresses6, comment, tenure }: Host): HostRow {
  return {
    name,
    mac: hardware?.type === 'ethernet' ? hardware.address : '',
    address: [...addresses, ...addresses6].join(' '),
    comment: (comment ?? '').replaceAll('\n', ' · '),
    owner: tenure?.owner ?? '',
    until: tenure?.end ?? '',
  }
}

/** Which of the things that tell a host and its addresses the columns have no room for. */
export function unsaidIn({ hardware, uid, identifiers, addresses, addresses6 }: Host): string[] {
  const names = addresses.filter((address) => addressNumber(address) === undefined)
  return [
    ...(hardware?.type === 'ethernet' ? [] : ['a host without an Ethernet address']),
    ...(uid === undefined ? [] : ['its uid']),
    ...(identifiers.length === 0 ? [] : ['its host-identifier']),
    ...(addresses.length + addresses6.length === 0 ? ['a host without an address'] : []),
    ...(names.length === 0 ? [] : [`the name ${names.join(', ')} as an address`]),
  ]
}

/**
 * Reads a table in UTF-8 (or ASCII) whose first row names its columns, in any order and case: `name` and `mac`, and
 * `address`, `comment`, `owner` and `until` if wanted. A `'` in front of what would be a formula is taken away again.
 * @throws BadTable when it is no such table, or has more rows than `most`.
 */
export function readTable(bytes: Uint8Array, most: number): HostRow[] {
  const records = parsed(decoded(bytes), most)
  if (records.length > most) throw new BadTable(`It has more than ${most} rows. Import it in parts.`)
  return records.map((record) => {
    const cell = (column: string) => (record[column] ?? '').replace(FORMULA, '').trim()
    return {
      name: cell('name'),
      mac: cell('mac'),
      address: cell('address'),
      comment: cell('comment'),
      owner: cell('owner'),
      until: cell('until'),
    }
  })
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new BadTable('It is not in UTF-8. Save it as "CSV UTF-8".')
  }
}

function parsed(text: string, most: number): Record<string, string>[] {
  try {
    return parse(text, { columns: columnsOf, skip_empty_lines: true, to: most + 1 })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new BadTable(`It is no table with commas: ${error.message}.`)
  }
}

function columnsOf(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase())
  const missing = NEEDED.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    throw new BadTable(
      `Its first row names no column ${missing.join(' and no column ')}: ${COLUMNS.join(',')}`,
    )
  }
  const unknown = names.find((name) => !COLUMNS.some((column) => column === name))
  if (unknown !== undefined) {
    throw new BadTable(`Its column \`${unknown}\` is not known. Columns are ${COLUMNS.join(', ')}.`)
  }
  return names
}
