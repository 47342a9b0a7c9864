import { isDay, isOwnerId, type Tenure } from '../dhcpd/tenure.ts'
import type { CheckContext } from './check-add.ts'
import { escaped } from './escaped.ts'
import type { Finding } from './finding.ts'
import { finding } from './said.ts'

/** Whose a host is to be, and until when, as it was typed; `undefined` is kept. */
export interface TenureInput {
  /** An id of Slack's. `''` takes the comment out of the file that says it. */
  readonly owner?: string | undefined
  /** A day, `YYYY-MM-DD`, or `never`. */
  readonly until?: string | undefined
}

/** What the checks make of it; the value is undefined where nothing is to be said, or an error says why not. */
export interface CheckedTenure {
  readonly value: Tenure | 'none' | undefined
  readonly findings: readonly Finding[]
}

/** How far ahead an end may lie: what is beyond is a slip of the keyboard, or no end. */
const MOST_YEARS = 10

const NEVER = 'never'

/**
 * Checks whose a host is to be. Who has no owner yet is given the one who asks, and an end that stays as it is is not held
 * against it.
 * @param name the host's present name, or the one that it will have
 * @param present what its comment says now
 */
export function checkTenure(
  { owner, until }: TenureInput,
  name: string,
  present: Tenure | undefined,
  context: Pick<CheckContext, 'today' | 'asker' | 'owners'>,
): CheckedTenure {
  if (owner === undefined && until === undefined) return { value: undefined, findings: [] }
  if (owner === '' && until === undefined) return { value: 'none', findings: [] }
  const whose = owner || present?.owner || context.owners?.get(name) || context.asker
  const end = until === undefined ? present?.end : endOf(until)
  const findings = [
    ...checkOwner(whose),
    ...(end === undefined || end === present?.end ? [] : checkEnd(end, context.today)),
  ]
  if (whose === undefined || findings.length > 0) return { value: undefined, findings }
  return { value: { owner: whose, end }, findings }
}

/** The input that gives it again. */
export function tenureInput(tenure: Tenure | 'none' | undefined): TenureInput {
  if (tenure === undefined) return {}
  return tenure === 'none' ? { owner: '' } : { owner: tenure.owner, until: tenure.end ?? NEVER }
}

function endOf(until: string): string | undefined {
  const typed = until.trim()
  return typed.toLowerCase() === NEVER ? undefined : typed
}

function checkOwner(owner: string | undefined): Finding[] {
  if (owner === undefined) {
    const message = 'It has an end, and nobody to answer for it.'
    return [finding('owner', 'owner-missing', message, 'Say whose it is, too.')]
  }
  if (isOwnerId(owner)) return []
  const message = `\`${escaped(owner)}\` is no id of a person or a user group in Slack.`
  return [
    finding('owner', 'owner-form', message, 'Copy it from the profile or the group: U0123ABCD, S0123ABCD.'),
  ]
}

function checkEnd(end: string, today: string | undefined): Finding[] {
  if (!isDay(end)) {
    const message = `\`${escaped(end)}\` is no day of the calendar.`
    return [finding('until', 'end-form', message, 'Write it as 2027-03-31, or never.')]
  }
  if (today === undefined) return []
  if (end <= today) {
    const message = `The end ${end} does not lie ahead: today is ${today}.`
    return [finding('until', 'end-past', message, 'Choose a later day.')]
  }
  if (end > yearsAfter(today, MOST_YEARS)) {
    const message = `The end ${end} lies more than ${MOST_YEARS} years ahead.`
    return [finding('until', 'end-far', message, 'Choose an earlier day, or none.')]
  }
  return []
}

/** Compared as text, so that a 29th of February needs no care. */
function yearsAfter(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
}
