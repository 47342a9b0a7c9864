import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkMessageBlocks, checkModal } from '../../demo/workspace/blocks/validate.ts'
import { buildInventory } from '../../src/inventory/build.ts'
import type { AddHost } from '../../src/inventory/change.ts'
import type { Finding } from '../../src/inventory/finding.ts'
import type { Inventory, Subnet } from '../../src/inventory/model.ts'
import type { RequestEvent } from '../../src/request/events.ts'
import type { Outcome, Proposal, Request, State } from '../../src/request/request.ts'
import { isUnreviewed } from '../../src/request/review.ts'
import { requestCard } from '../../src/slack/views/card.ts'
import { confirmForm } from '../../src/slack/views/confirm-form.ts'
import { hostForm } from '../../src/slack/views/host-form.ts'
import { requesterNotice } from '../../src/slack/views/notice.ts'
import { escapeMrkdwn, truncate } from '../../src/slack/views/text.ts'
import { approver, requester } from '../support/people.ts'
import { named, policyOf, resolved } from '../support/policy.ts'

const policy = {
  ...resolved(policyOf({ approvers: named(requester, approver) })),
  emergency: { users: [requester], review: 86_400_000 },
}
const at = '2026-01-01T12:00:00.000Z'
const anyText = fc.string({ unit: 'grapheme', maxLength: 4_000 })

const finding: fc.Arbitrary<Finding> = fc.record({
  code: fc.constant('some-code'),
  severity: fc.constantFrom('error', 'warning', 'note'),
  field: fc.constantFrom('name', 'mac', 'address', 'comment'),
  message: anyText,
  advice: anyText,
})

const proposal: fc.Arbitrary<Proposal> = fc.record({
  changes: fc.tuple(
    fc.record({
      kind: fc.constant('add' as const),
      name: fc.string({ maxLength: 253 }),
      mac: fc.constant('00:00:5e:00:53:01'),
      address: fc.constant('10.20.0.10'),
      comment: fc.constant(undefined),
    }),
  ),
  findings: fc.array(finding, { maxLength: 30 }),
  hosts: fc.array(
    fc.record({
      name: fc.constant('h'),
      path: fc.string({ maxLength: 300 }),
      before: fc.constant(undefined),
      after: fc.string({ maxLength: 1_000 }),
      scopes: fc.array(
        fc.record({
          label: fc.string({ maxLength: 300 }),
          options: fc.array(fc.string({ maxLength: 2_000 }), { maxLength: 5 }),
        }),
        { maxLength: 20 },
      ),
      line: fc.nat(),
    }),
    { maxLength: 3 },
  ),
})

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constantFrom('applied' as const, 'unchanged' as const) }),
  fc.record({ kind: fc.constant('conflict' as const), findings: fc.array(finding, { maxLength: 30 }) }),
  fc.record({
    kind: fc.constantFrom('refused' as const, 'rolled-back' as const, 'needs-operator' as const),
    detail: anyText,
  }),
)

const PROPOSED: AddHost = {
  kind: 'add',
  name: 'printer',
  mac: '00:00:5e:00:53:01',
  address: '10.20.0.10',
  comment: undefined,
}
const approvals = [{ by: approver, at }]
const state: fc.Arbitrary<State> = fc.oneof(
  fc.record({
    status: fc.constant('pending' as const),
    approvals: fc.constantFrom([], approvals),
    sentBack: fc.option(anyText, { nil: undefined }),
  }),
  anyText.map((comment) => ({
    status: 'pending' as const,
    approvals: [],
    sentBack: undefined,
    edited: { by: approver, at, was: { ...PROPOSED, comment } },
  })),
  fc.constant({ status: 'denied' as const, by: approver, at }),
  anyText.map((reason) => ({ status: 'denied' as const, by: approver, at, reason })),
  fc.constant({ status: 'cancelled' as const, at }),
  fc.record({
    status: fc.constant('expired' as const),
    approvals: fc.constantFrom([], approvals),
    at: fc.constant(at),
  }),
  fc.record({
    status: fc.constant('approved' as const),
    approvals: fc.constant(approvals),
    delay: fc.option(fc.record({ reason: anyText, advice: anyText }), { nil: undefined }),
  }),
  fc.array(anyText).map((rules) => ({
    status: 'approved' as const,
    approvals: [],
    automatic: { rules, at },
    delay: undefined,
  })),
  fc.constant({ status: 'applying' as const, approvals, transaction: 'tx', delay: undefined }),
  fc.record({
    status: fc.constant('settled' as const),
    approvals: fc.constant(approvals),
    outcome,
    at: fc.constant(at),
  }),
  fc.record(
    {
      status: fc.constant('settled' as const),
      approvals: fc.constantFrom([], approvals),
      emergency: anyText.map((reason) => ({ by: requester, at, reason })),
      outcome,
      at: fc.constant(at),
      review: anyText.map((note) => ({ by: approver, at, note })),
    },
    { requiredKeys: ['status', 'approvals', 'emergency', 'outcome', 'at'] },
  ),
)

function request(proposal: Proposal, state: State, reason = 'r'): Request {
  return {
    id: 7,
    server: 'campus',
    requester,
    reason,
    requestedAt: at,
    waitsSince: at,
    version: 1,
    revision: 1,
    proposal,
    editors: [],
    state,
  }
}

const card = { id: 'opaque-card', requestId: 7, revision: 1, message: undefined }
const PROPOSAL: Proposal = {
  changes: [PROPOSED],
  findings: [],
  hosts: [],
}
const PENDING: State = { status: 'pending', approvals: [], sentBack: undefined }

test('a card of any request in any state is one that Slack takes', () => {
  fc.assert(
    fc.property(proposal, state, anyText, fc.constantFrom(1, 2), (proposal, state, reason, revision) => {
      const message = requestCard({ ...card, revision }, request(proposal, state, reason), policy)

      expect(checkMessageBlocks(message.blocks)).toMatchObject({ kind: 'valid' })
    }),
    { numRuns: 300 },
  )
})

test('a message to the requester of any event is one that Slack takes', () => {
  fc.assert(
    fc.property(outcome, anyText, (outcome, reason) => {
      const record = { transaction: 'tx', digest: undefined, steps: {} }
      const events: RequestEvent[] = [
        { type: 'settled', at, outcome, record },
        { type: 'delayed', at, delay: { reason, advice: reason } },
        { type: 'sent-back', at, reason, proposal: PROPOSAL },
        { type: 'denied', at, by: approver },
        { type: 'denied', at, by: approver, reason },
        { type: 'expired', at },
        { type: 'approved-in-emergency', at, by: approver, reason },
        { type: 'edited', at, by: approver, was: { ...PROPOSED, comment: reason }, proposal: PROPOSAL },
      ]

      for (const event of events) {
        const message = requesterNotice(request(PROPOSAL, PENDING), event, 'C0APPROVE')
        expect(checkMessageBlocks(message?.blocks)).toMatchObject({ kind: 'valid' })
      }
    }),
  )
})

test('only a card that waits for somebody has buttons, and they carry its opaque id and nothing else', () => {
  fc.assert(
    fc.property(state, (state) => {
      const { blocks } = requestCard(card, request(PROPOSAL, state), policy)
      const actions = blocks.find((block) => block.type === 'actions')

      const buttons = actions?.elements.map((element) =>
        element.type === 'button' ? `${element.action_id} ${element.value}` : element.type,
      )
      const expected: Partial<Record<State['status'], string[]>> = {
        pending: ['approve', 'deny', 'edit', 'emergency', 'cancel'],
        approved: ['cancel'],
        ...(isUnreviewed(state) && { settled: ['review'] }),
      }
      expect(buttons).toEqual(expected[state.status]?.map((name) => `request.${name} opaque-card`))
    }),
  )
})

test('a card of an earlier revision has no buttons and points to the newer one', () => {
  const { blocks } = requestCard(card, { ...request(PROPOSAL, PENDING), revision: 2 }, policy)

  expect(blocks.some((block) => block.type === 'actions')).toBe(false)
  expect(JSON.stringify(blocks)).toContain('newer card')
})

test('the requester is not asked to approve, though the policy names them', () => {
  const { blocks } = requestCard(card, request(PROPOSAL, PENDING), policy)

  expect(JSON.stringify(blocks)).toContain(`1 of <@${approver.user}> (rule 1)`)
})

test('nothing that people write comes out as a mention, a link or code', () => {
  const nasty = '<!channel> <@U1> <https://evil.example|click> `code` *bold*'

  expect(escapeMrkdwn(nasty)).not.toMatch(/[<>]|`[^\u200b]|\*[^\u200b]/)
  const { blocks, text } = requestCard(
    card,
    request(PROPOSAL, { ...PENDING, sentBack: nasty }, nasty),
    policy,
  )
  const ours = JSON.stringify(blocks.filter((block) => block.type === 'section')) + text
  expect(ours).not.toContain('<!channel>')
  expect(ours).not.toContain('<https')
})

test('text is cut by code points and says that it was', () => {
  expect(truncate('👩‍💻👩‍💻', 3)).toBe('👩‍…')
  expect(truncate('abc', 3)).toBe('abc')
})

test('the confirmation of any proposal is a view that Slack takes', () => {
  fc.assert(
    fc.property(proposal, (proposal) => {
      expect(checkModal(confirmForm('form-1', proposal))).toMatchObject({ kind: 'valid' })
    }),
  )
})

function subnet(index: number): Subnet {
  const network = `10.${Math.floor(index / 256)}.${index % 256}.0`
  const place = { path: '/etc/dhcp/dhcpd.conf', offset: 0, length: 0, line: 1, column: 1 }
  return {
    cidr: `${network}/24`,
    network,
    broadcast: network.replace(/0$/, '255'),
    ranges: [],
    routers: [],
    sharedNetwork: index % 2 ? 'x'.repeat(200) : undefined,
    scopes: [],
    place,
  }
}

test.for([0, 1, 100, 1_000])('the form with %i subnets is a view that Slack takes', (count) => {
  const subnets = Array.from({ length: count }, (_, index) => subnet(index))
  const configuration = { main: '/etc/dhcp/dhcpd.conf', files: [], leases: undefined, digest: '' }
  const inventory: Inventory = { ...buildInventory(configuration), subnets }
  const facts = { formId: 'f', server: 'campus', inventory, subnet: subnets.at(-1), banner: undefined }

  const view = hostForm({ ...facts, offered: undefined }, { name: 'x'.repeat(500), mac: '', address: '' })
  const offering = hostForm({ ...facts, offered: '100.200.100.200' }, { name: '', mac: '', address: '' })

  expect(checkModal(view)).toMatchObject({ kind: 'valid' })
  expect(checkModal(offering)).toMatchObject({ kind: 'valid' })
  expect(JSON.stringify(offering)).toContain('100.200.100.200 is free')
  expect(JSON.stringify(view)).toContain(subnets.at(-1)?.cidr ?? 'not known yet')
})

test('the form keeps the ids of its fields when it is shown again, so Slack keeps what was typed', () => {
  const facts = { formId: 'f', server: 'campus', inventory: undefined, subnet: undefined }
  const typed = { name: '', mac: '', address: '' }
  const fields = (banner: string | undefined, offered?: string) =>
    hostForm({ ...facts, banner, offered }, typed).blocks.flatMap((block) =>
      block.type === 'input' ? [block.block_id] : [],
    )

  expect(fields('The server is silent.')).toEqual(fields(undefined))
  expect(fields(undefined, '10.20.0.7')).toEqual(fields(undefined))
})
