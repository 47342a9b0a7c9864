import type { KnownBlock } from '@slack/types'
import { decodeText } from '../../dhcpd/source.ts'
import { approvalsOf } from '../../request/evolve.ts'
import { samePerson } from '../../request/person.ts'
import type { Policy } from '../../request/policy.ts'
import { type Request, requestName, type State } from '../../request/request.ts'
import type { Card } from '../../usecases/ports.ts'
import { ACTIONS } from '../ids.ts'
import { describeOutcome } from './outcome.ts'
import {
  codeBlock,
  escapeMrkdwn,
  findingList,
  header,
  markdown,
  mention,
  paragraph,
  plain,
  quotation,
  smallPrint,
  time,
} from './text.ts'

/** A message as Slack takes it: `text` is what notifications and screen readers get. */
export interface Message {
  readonly text: string
  readonly blocks: KnownBlock[]
}

/** The card of a request in the approvals channel, in every state. A card of an earlier revision has no buttons. */
export function requestCard(card: Card, request: Request, policy: Policy): Message {
  const replaced = card.revision !== request.revision
  const title = `${requestName(request.id)} · Register ${request.proposal.change.name}`
  if (replaced) return replacedCard(title, request)
  return {
    text: `${title}: ${plainStatus(request.state)}`,
    blocks: [
      header(title),
      ...proposalBlocks(request),
      ...statusBlocks(request, policy),
      ...(request.state.status === 'pending' ? [buttons(card)] : []),
    ],
  }
}

function replacedCard(title: string, request: Request): Message {
  const text = 'The plan was changed since this card was made. A newer card of the same request stands below.'
  return {
    text: `${title}: replaced`,
    blocks: [header(title), ...proposalBlocks(request).slice(0, 1), smallPrint(text)],
  }
}

function proposalBlocks(request: Request): KnownBlock[] {
  const { change, findings, hosts } = request.proposal
  const asked = `${mention(request.requester)} asked on ${time(request.requestedAt)}`
  return [
    paragraph(asked),
    {
      type: 'section',
      fields: [
        field('Host', change.name),
        field('IP address', change.address),
        field('MAC address', change.mac),
        field('Server', request.server),
      ],
    },
    quotation('Why', request.reason),
    ...findingList(findings),
    ...hosts.flatMap((host) => [
      smallPrint(place(host.path, host.line, host.scopes)),
      codeBlock(host.after ?? host.before ?? ''),
    ]),
  ]
}

function field(title: string, value: string) {
  return markdown(`*${title}*\n${escapeMrkdwn(value)}`, 2_000)
}

function place(path: string, line: number, scopes: readonly string[]): string {
  const inside = scopes.length === 0 ? 'at top level' : `in ${scopes.join(' › ')}`
  return escapeMrkdwn(decodeText(`To be written to ${path}, line ${line}, ${inside}:`))
}

function statusBlocks(request: Request, policy: Policy): KnownBlock[] {
  const { state } = request
  switch (state.status) {
    case 'pending':
      return [
        ...(state.sentBack
          ? [paragraph(`*Sent back.* ${escapeMrkdwn(state.sentBack)} Please look again.`)]
          : []),
        paragraph(`*Waiting for approval* by ${approvers(request, policy)}.${approvedSoFar(state)}`),
      ]
    case 'denied':
      return [paragraph(`*Denied* by ${mention(state.by)} on ${time(state.at)}. Nothing was changed.`)]
    case 'approved':
      return [paragraph(`*Approved* ${by(state)}. ${waiting(state)}`)]
    case 'applying':
      return [paragraph(`*Being applied* to ${escapeMrkdwn(request.server)}. Approved ${by(state)}.`)]
    case 'settled': {
      const { title, detail, findings } = describeOutcome(state.outcome)
      return [
        paragraph(`*${title}* on ${time(state.at)}. Approved ${by(state)}.`),
        ...(detail ? [paragraph(escapeMrkdwn(detail))] : []),
        ...findingList(findings),
      ]
    }
    default:
      return state satisfies never
  }
}

/** Those who may still approve; the requester never is one of them (SAFETY A3). */
function approvers(request: Request, policy: Policy): string {
  return policy.rules
    .map((rule) => {
      const people = rule.approvers.filter((person) => !samePerson(person, request.requester)).map(mention)
      const names = people.length === 0 ? 'somebody who is not the requester' : people.join(' or ')
      return rule.quorum > 1 ? `${rule.quorum} of ${names}` : names
    })
    .join(', and ')
}

function approvedSoFar(state: State): string {
  return approvalsOf(state).length === 0 ? '' : ` Approved so far ${by(state)}.`
}

function by(state: State): string {
  const approvals = approvalsOf(state).map((approval) => `${mention(approval.by)} on ${time(approval.at)}`)
  return `by ${approvals.join(', ')}`
}

function waiting(state: Extract<State, { status: 'approved' }>): string {
  if (!state.delay) return 'It is applied in a moment.'
  return escapeMrkdwn(`Waiting: ${state.delay.reason} ${state.delay.advice}`)
}

function plainStatus(state: State): string {
  switch (state.status) {
    case 'pending':
      return state.sentBack ? 'sent back, waiting for approval again' : 'waiting for approval'
    case 'approved':
      return state.delay ? 'approved, waiting' : 'approved'
    case 'applying':
      return 'being applied'
    case 'denied':
      return 'denied'
    case 'settled':
      return describeOutcome(state.outcome).title.toLowerCase()
    default:
      return state satisfies never
  }
}

/** The value of a button is the card's opaque id and nothing else. */
function buttons(card: Card): KnownBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: ACTIONS.approve,
        value: card.id,
        text: plain('Approve', 75),
        style: 'primary',
      },
      {
        type: 'button',
        action_id: ACTIONS.deny,
        value: card.id,
        text: plain('Deny', 75),
        style: 'danger',
        confirm: {
          title: plain('Deny this request?', 100),
          text: plain('The requester is told. Nothing is changed on the server.', 300),
          confirm: plain('Deny', 30),
          deny: plain('Go back', 30),
        },
      },
    ],
  }
}
