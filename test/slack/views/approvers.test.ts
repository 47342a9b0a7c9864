import { describe, expect, test } from 'vitest'
import type { Person } from '../../../src/request/person.ts'
import type { Policy } from '../../../src/request/policy.ts'
import type { Request, State } from '../../../src/request/request.ts'
import { requestCard } from '../../../src/slack/views/card.ts'
import { requesterNotice } from '../../../src/slack/views/notice.ts'
import { refusalText } from '../../../src/slack/views/refusal.ts'
import { reminder } from '../../../src/slack/views/reminder.ts'
import { later, person, requestAfter, submitted } from '../../request/samples.ts'
import { circle, membersOf, named, policyOf, resolved } from '../../support/policy.ts'

const [ann, bob, eve, carl] = [person('ann'), person('bob'), person('eve'), person('carl')]
const both = policyOf(
  { name: 'lab network', approvers: membersOf('S0LAB') },
  { name: 'removals', approvers: named(ann, eve, carl), quorum: 2 },
)
const members = { S0LAB: [bob] }

const pending = (...people: readonly Person[]): State => ({
  status: 'pending',
  approvals: people.map((by) => ({ by, at: later })),
  sentBack: undefined,
})

function card(state: State, policy: Policy, known: Record<string, readonly Person[]> = members): string {
  const request: Request = { ...requestAfter(), state }
  const { blocks } = requestCard(
    { id: 'card', requestId: 1, revision: 1, message: undefined },
    request,
    resolved(policy, known),
  )
  return blocks.flatMap((block) => (block.type === 'section' ? [block.text?.text] : [])).join('\n')
}

describe('a card that waits', () => {
  test('says which rules ask for whom, and never for the requester', () => {
    expect(card(pending(), both)).toContain(
      'Needs:\n• 1 of <!subteam^S0LAB> (lab network)\n• 2 of <@eve>, <@carl> (removals)',
    )
  })

  test('says who of them has approved', () => {
    const text = card(pending(bob, eve), both)

    expect(text).toMatch(/\(lab network\), approved by <@bob> \(.*\)\n/)
    expect(text).toMatch(/\(removals\), approved by <@eve> \(/)
  })

  test('says of an approval that no rule counts any more that it is so', () => {
    expect(card(pending(bob), both, { S0LAB: [] })).toMatch(
      /Approved by <@bob> .* whom no rule names any more/,
    )
  })

  test('leaves out rules that are about something else', () => {
    const policy = policyOf(
      { name: 'adds', approvers: named(bob) },
      { name: 'lab', when: { server: ['lab'] } },
    )

    expect(card(pending(), policy)).toMatch(/\(adds\)/)
    expect(card(pending(), policy)).not.toMatch(/\(lab\)/)
  })

  test('names a channel as a channel', () => {
    expect(card(pending(), policyOf({ approvers: membersOf('C0LAB') }))).toContain('1 of <#C0LAB> (rule 1)')
  })

  test('shows of many approvers the first, and how many more there are', () => {
    const many = named(...Array.from({ length: 12 }, (_, index) => person(`U${index}`)))

    expect(card(pending(), policyOf({ approvers: many }))).toMatch(/<@U9>, 2 more \(rule 1\)/)
  })

  test.each([
    ['Slack is silent', policyOf({ when: { requester: membersOf('S1') } }), /Slack did not say/],
    ['no rule is about it', policyOf({ when: { server: ['lab'] } }), /Nobody can approve this.*no rule/],
    ['it cannot be automatic', policyOf({ automatic: true }), /Nobody can approve this.*rule 1.*a warning/],
  ])('says so where %s', (_, policy, words) => {
    expect(card(pending(), policy)).toMatch(words)
  })

  test('shows the name of a rule as text, whatever is in it', () => {
    const policy = policyOf({ name: '<!channel> *x*', approvers: named(bob) })

    expect(card(pending(), policy)).not.toMatch(/<!channel>|\*x\*/)
  })
})

describe('while an approver is away', () => {
  const delegations = [
    { approver: bob, delegate: carl, from: later, until: '2027', reason: '' },
    { approver: eve, delegate: ann, from: later, until: '2027', reason: '' },
  ]
  const policy = { ...resolved(policyOf({ approvers: named(bob, eve), quorum: 2 })), delegations }
  const byCarl: State = {
    status: 'pending',
    approvals: [{ by: carl, at: later, for: [bob] }],
    sentBack: undefined,
  }
  const shown = (state: State) =>
    JSON.stringify(
      requestCard(
        { id: 'card', requestId: 1, revision: 1, message: undefined },
        { ...requestAfter(), state },
        policy,
      ).blocks,
    )

  test('the card says who approves in their place, and who has approved for whom', () => {
    expect(shown(pending())).toContain('2 of <@bob> (away: <@carl>), <@eve> (away: <@ann>)')
    expect(shown(byCarl)).toMatch(/approved by <@carl> for <@bob> \(/)
    expect(shown({ ...byCarl, status: 'approved', delay: undefined })).toContain(
      '*Approved* by <@carl> for <@bob>',
    )
  })

  test('a reminder is for the delegate, but for one who may not approve it', () => {
    expect(reminder(requestAfter(), policy).text).toMatch(/^<@carl>, <@eve>: R-1 /)
    expect(reminder({ ...requestAfter(), state: byCarl }, policy).text).toMatch(/^<@eve>: R-1 /)
  })
})

describe('what the policy approved', () => {
  const automatic = { rules: ['netops', 'adds'], at: later }

  test('says so on the card, and by which rules', () => {
    const state: State = { status: 'approved', approvals: [], automatic, delay: undefined }

    expect(card(state, both)).toMatch(/\*Approved\* automatically by the policy \(netops, adds, /)
  })

  test('says so still when it has ended', () => {
    const ended: State = {
      status: 'settled',
      approvals: [],
      automatic,
      outcome: { kind: 'applied' },
      at: later,
    }

    expect(card(ended, both)).toMatch(/\*Applied\*.*approved automatically by the policy/)
    expect(card({ status: 'expired', approvals: [], automatic, at: later }, both)).toMatch(
      /could not be carried out in time, approved automatically/,
    )
    expect(refusalText({ refusal: 'too-late', state: ended }, requestAfter())).toMatch(
      /was approved automatically already\. It ended as: Applied/,
    )
  })

  test('is told to the requester as what waits for nobody', () => {
    const state: State = { status: 'approved', approvals: [], automatic, delay: undefined }
    const told = requesterNotice({ ...requestAfter(), state }, submitted(), 'C0APPROVE')

    expect(told?.text).toMatch(/needs nobody's approval by the policy \(netops, adds\)/)
    expect(told?.text).not.toContain('C0APPROVE')
  })
})

describe('a reminder', () => {
  const remindOf = (state: State, policy: Policy, known = members as Record<string, readonly Person[]>) =>
    reminder({ ...requestAfter(), state }, resolved(policy, known)).text

  test('mentions each of those who have not approved, and not the requester', () => {
    const text = remindOf(pending(eve), both)

    expect(text).toMatch(/^<@bob>, <@carl>: R-1 /)
  })

  test('mentions nobody of a rule that has enough', () => {
    expect(remindOf(pending(bob), both)).toMatch(/^<@eve>, <@carl>: /)
  })

  test('mentions the group where its members are many or not known', () => {
    const many = { S0LAB: Array.from({ length: 11 }, (_, index) => person(`U${index}`)) }
    const policy = policyOf({ approvers: { users: [bob], circles: [circle('S0LAB')] } })

    expect(remindOf(pending(), policy, many)).toMatch(/^<@bob>, <!subteam\^S0LAB>: /)
    expect(remindOf(pending(), policy, {})).toMatch(/^<@bob>, <!subteam\^S0LAB>: /)
  })
})
