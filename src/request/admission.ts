import type { Finding } from '../inventory/finding.ts'
import { type Person, samePerson } from './person.ts'
import { asksSomebody, isAutomatic, type ResolvedPolicy, rulesFor } from './policy.ts'
import { casesOf } from './policy-case.ts'
import type { Proposal, Request } from './request.ts'
import { isAmong } from './who.ts'

/** Why a request is not even stored, and what to do about it, in words fit to be shown. */
export interface NotAdmitted {
  readonly message: string
  readonly advice: string
}

/** What somebody is about to ask for. */
export interface Ask {
  readonly server: string
  readonly requester: Person
  readonly proposal: Proposal
  /** Whether the bot asks by itself, because an end has come: who may ask, and how much, is about people. */
  readonly byItself?: boolean
}

/**
 * Whether somebody may ask for this now, and somebody could approve it; undefined where nothing speaks against it.
 * @param open all requests that are open, on every server
 */
export function refuseAdmission(
  ask: Ask,
  open: readonly Pick<Request, 'requester'>[],
  policy: ResolvedPolicy,
): NotAdmitted | undefined {
  return (
    (ask.byItself ? undefined : refuseAsker(ask.requester, policy)) ??
    refuseFlood(ask, open, policy) ??
    refuseWithoutRule(ask, policy)
  )
}

function refuseAsker(requester: Person, { requesters, membership }: ResolvedPolicy): NotAdmitted | undefined {
  switch (requesters ? isAmong(requesters, requester, membership) : 'yes') {
    case 'yes':
      return undefined
    case 'no':
      return {
        message: 'You are not among those who may ask for changes here.',
        advice: 'Let a colleague ask who is; policy.requesters in the configuration says who.',
      }
    case 'unknown':
      return SLACK_SILENT
  }
}

/** A flood of requests would bury the approvers (a cap a person), and then the bot (a cap in all). */
function refuseFlood(
  { requester, byItself = false }: Ask,
  open: readonly Pick<Request, 'requester'>[],
  { limits }: ResolvedPolicy,
): NotAdmitted | undefined {
  const own = open.filter((request) => samePerson(request.requester, requester)).length
  if (!byItself && own >= limits.openPerPerson) {
    return {
      message: `You have ${count(own)}, and one person may have ${limits.openPerPerson}.`,
      advice: 'Ask again when one of them is decided and applied, or take one back on its card.',
    }
  }
  if (open.length < limits.openInAll) return undefined
  return {
    message: `There are ${count(open.length)}, and ${limits.openInAll} may be open in all.`,
    advice: 'Ask again when some of them are decided and applied.',
  }
}

function refuseWithoutRule(ask: Ask, policy: ResolvedPolicy): NotAdmitted | undefined {
  const rules = rulesFor(policy, casesOf(ask))
  if (rules === 'unknown') return SLACK_SILENT
  if (rules.length === 0) {
    return {
      message: 'No rule of the policy is about this, so nobody could approve it.',
      advice:
        'Ask whoever runs Leasehold for a rule that is; leasehold policy explain says why none of those there are is.',
    }
  }
  if (rules.some(asksSomebody) || isAutomatic(rules, ask.proposal)) return undefined
  return {
    message: `This is approved automatically or not at all (${rules.map(({ name }) => name).join(', ')}), and ${warned(ask.proposal.findings)}.`,
    advice:
      'Change what the warning is about, or ask whoever runs Leasehold for a rule that names approvers.',
  }
}

function warned(findings: readonly Finding[]): string {
  const warnings = findings.filter(({ severity }) => severity === 'warning').map(({ message }) => message)
  return `there is a warning: ${warnings.join(' ').replace(/\.$/, '')}`
}

function count(requests: number): string {
  return requests === 1 ? '1 open request' : `${requests} open requests`
}

const SLACK_SILENT: NotAdmitted = {
  message: 'Slack did not say who belongs to the groups and channels of the policy.',
  advice: 'Nothing was stored. Try again in a moment; if it goes on, the log of Leasehold says why.',
}
