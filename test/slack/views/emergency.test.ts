import { describe, expect, test } from 'vitest'
import { checkMessageBlocks, checkModal } from '../../../demo/workspace/blocks/validate.ts'
import type { RequestEvent } from '../../../src/request/events.ts'
import type { ResolvedPolicy } from '../../../src/request/policy.ts'
import { approversNotice } from '../../../src/slack/views/approvers-notice.ts'
import { requestCard } from '../../../src/slack/views/card.ts'
import { emergencyForm, reviewForm } from '../../../src/slack/views/emergency.ts'
import {
  approvedInEmergency,
  began,
  later,
  person,
  policy,
  policyForEmergencies,
  requestAfter,
  reviewed,
  settled,
} from '../../request/samples.ts'

function card(rules: ResolvedPolicy, ...events: readonly RequestEvent[]): string {
  const shown = { id: 'card', requestId: 1, revision: 1, message: undefined }
  return JSON.stringify(requestCard(shown, requestAfter(...events), rules).blocks)
}

// SAFETY A8
describe('a card of what was approved in an emergency', () => {
  test.each([
    ['approved', [approvedInEmergency]],
    ['applying', [approvedInEmergency, began]],
    ['expired', [approvedInEmergency, { type: 'expired', at: later }]],
    ['settled', [approvedInEmergency, began, settled]],
    ['reviewed', [approvedInEmergency, began, settled, reviewed]],
  ] as const)('says so, who and why, when it is %s', (_, events) => {
    const text = card(policyForEmergencies(), ...events)

    expect(text).toMatch(/\*EMERGENCY\*: approved by <@ann> without the approvers/)
    expect(text).toContain('the ward has no printer')
  })

  test('can be reviewed when it is settled, and says by whom once it was', () => {
    const open = card(policyForEmergencies(), approvedInEmergency, began, settled)
    const over = card(policyForEmergencies(), approvedInEmergency, began, settled, {
      ...reviewed,
      note: 'fine',
    })

    expect(open).toContain('*Not reviewed yet.*')
    expect(open).toContain('request.review')
    expect(over).toMatch(/\*Reviewed\* by <@bob>.*fine/)
    expect(over).not.toContain('request.review')
  })

  test('has the button for it only where the policy names somebody', () => {
    expect(card(policyForEmergencies())).toContain('Emergency…')
    expect(card(policy())).not.toContain('Emergency…')
  })
})

describe('the approvers', () => {
  test('are told of an emergency by name, with who and why', () => {
    const told = approversNotice(
      requestAfter(approvedInEmergency),
      approvedInEmergency,
      policyForEmergencies(),
    )

    expect(told.text).toMatch(/^<@bob>, <@eve>: \*EMERGENCY\.\* <@ann> had R-1 /)
    expect(JSON.stringify(told.blocks)).toContain('the ward has no printer')
    expect(checkMessageBlocks(told.blocks)).toMatchObject({ kind: 'valid' })
  })

  test('are reminded of what is not reviewed; where there is none, those who may instead of them are', () => {
    const done = requestAfter(approvedInEmergency, began, settled)
    const event = { type: 'review-reminded', at: later } as const
    const ofNobody = { ...policyForEmergencies({ when: { server: ['lab'] } }), operators: [person('oda')] }

    expect(approversNotice(done, event, policyForEmergencies()).text).toMatch(
      /^<@bob>, <@eve>: R-1 .*nobody has reviewed/,
    )
    expect(approversNotice(done, event, ofNobody).text).toMatch(/^<@oda>, <@carl>: R-1 /)
  })
})

test.each([emergencyForm, reviewForm])('the form that is opened is one that Slack takes', (form) => {
  expect(checkModal(form('card-1', requestAfter()))).toMatchObject({ kind: 'valid' })
})
