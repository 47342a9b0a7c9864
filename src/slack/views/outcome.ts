import type { Finding } from '../../inventory/finding.ts'
import type { Outcome } from '../../request/request.ts'

/** How an outcome is told: a title in words, what is known about it, and the findings behind a conflict. */
export interface OutcomeText {
  readonly title: string
  readonly detail: string
  readonly findings: readonly Finding[]
}

/** The words for every outcome, the same on the card and in messages. Not escaped. */
export function describeOutcome(outcome: Outcome): OutcomeText {
  switch (outcome.kind) {
    case 'applied':
      return {
        title: 'Applied',
        detail: outcome.detail ?? 'dhcpd was restarted and is healthy.',
        findings: [],
      }
    case 'unchanged':
      return { title: 'Unchanged', detail: 'The file already held this; dhcpd was left alone.', findings: [] }
    case 'conflict':
      return {
        title: 'Conflict',
        detail: 'It no longer fits the configuration, so nothing was changed. Ask again with other values.',
        findings: outcome.findings,
      }
    case 'refused':
      return {
        title: 'Refused by the server',
        detail: `Nothing was changed. ${outcome.detail}`,
        findings: [],
      }
    case 'rolled-back':
      return {
        title: 'Rolled back',
        detail: `The change failed, so the old configuration was put back and is serving. ${outcome.detail}`,
        findings: [],
      }
    case 'needs-operator':
      return {
        title: 'Needs a person on the server',
        detail: `It is not certain that dhcpd is serving, and serving what it should. Look at the server now. ${outcome.detail}`,
        findings: [],
      }
  }
}
