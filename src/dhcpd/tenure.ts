/** Whose a host is, and until when: the one comment that programs read, too. */
export interface Tenure {
  /** Slack's id of a person (`U…`, `W…`) or of a user group (`S…`). */
  readonly owner: string
  /** The last day on which it is wanted, `YYYY-MM-DD`; undefined where it has no end. */
  readonly end: string | undefined
}

const ID = /^[USW][A-Z0-9]{1,20}$/
const LINE = /^owner: (\w+)(?:, until (\S+))?$/

/** The comment that says it, without `#`: `owner: U0123ABCD, until 2027-03-31`. */
export function tenureLine({ owner, end }: Tenure): string {
  return end === undefined ? `owner: ${owner}` : `owner: ${owner}, until ${end}`
}

/** What a comment says of it; undefined of any other comment, also of one that is only much like it. */
export function readTenure(line: string): Tenure | undefined {
  const [, owner, end] = LINE.exec(line) ?? []
  if (owner === undefined || !isOwnerId(owner)) return undefined
  return end === undefined || isDay(end) ? { owner, end } : undefined
}

/** Whether two say the same, or neither says anything. */
export function isSameTenure(a: Tenure | undefined, b: Tenure | undefined): boolean {
  return a?.owner === b?.owner && a?.end === b?.end
}

/** Whether a text has the form of an id that Slack gives to people and user groups. */
export function isOwnerId(text: string): boolean {
  return ID.test(text)
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const midnight = new Date(`${text}T00:00:00Z`)
  // A 30th of February is read as the 2nd of March.
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}
