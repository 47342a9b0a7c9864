import type { Button, KnownBlock } from '@slack/types'
import { titleOf } from '../../request/change-title.ts'
import type { ResolvedPolicy } from '../../request/policy.ts'
import { type Request, requestName, type State } from '../../request/request.ts'
import { isUnreviewed } from '../../request/review.ts'
import type { Card } from '../../usecases/ports.ts'
import { ACTIONS } from '../ids.ts'
import { button, confirmation } from './button.ts'
import { fits } from './fits.ts'
import type { Message } from './message.ts'
import { askedBy, proposalBlocks } from './proposal.ts'
import { statusBlocks } from './status.ts'
import { statusWords } from './status-words.ts'
import { header, paragraph, smallPrint } from './text.ts'

/** The card of a request in the approvals channel, in every state. A card of an earlier revision has no buttons. */
export function requestCard(card: Card, request: Request, policy: ResolvedPolicy): Message {
  const title = `${requestName(request.id)} · ${titleOf(request.proposal.changes)}`
  if (card.revision !== request.revision) return replacedCard(title, request)
  const text = `${title}: ${statusWords(request.state)}`
  const blocks = [
    header(title),
    askedBy(request),
    ...proposalBlocks(request),
    ...statusBlocks(request, policy),
    ...buttons(card, request.state, policy),
  ]
  return { text, blocks: fits(blocks) ? blocks : oversized(card, title, request, policy) }
}

function replacedCard(title: string, request: Request): Message {
  const text = 'The plan was changed since this card was made. A newer card of the same request stands below.'
  return { text: `${title}: replaced`, blocks: [header(title), askedBy(request), smallPrint(text)] }
}

/** What cannot be shown whole cannot be approved (SAFETY A2). It can be reviewed: that is done on the server's file. */
function oversized(card: Card, title: string, request: Request, policy: ResolvedPolicy): KnownBlock[] {
  const text =
    'What this request changes is too long to be shown whole in Slack, so it cannot be approved here. It has to be made by hand on the server.'
  return [
    header(title),
    askedBy(request),
    paragraph(text),
    ...statusBlocks(request, policy).slice(0, 10),
    ...(isUnreviewed(request.state) ? buttons(card, request.state, policy) : []),
  ]
}

/** What can still be done. The value of a button is the card's opaque id and nothing else. */
function buttons(card: Card, state: State, policy: ResolvedPolicy): KnownBlock[] {
  const elements = buttonsIn(card, state, policy)
  return elements.length === 0 ? [] : [{ type: 'actions', elements }]
}

function buttonsIn(card: Card, state: State, { emergency }: ResolvedPolicy): Button[] {
  switch (state.status) {
    case 'pending': {
      const exceptions = emergency ? [emergencyButton(card)] : []
      return [approveButton(card), denyButton(card), editButton(card), ...exceptions, cancelButton(card)]
    }
    case 'approved':
      return [cancelButton(card)]
    default:
      return isUnreviewed(state) ? [reviewButton(card)] : []
  }
}

function approveButton({ id }: Card): Button {
  return button(ACTIONS.approve, id, 'Approve', { style: 'primary' })
}

function denyButton({ id }: Card): Button {
  return button(ACTIONS.deny, id, 'Deny', { style: 'danger' })
}

/** A card looks the same to everybody: who may not is told so at the click. */
function editButton({ id }: Card): Button {
  return button(ACTIONS.edit, id, 'Edit…')
}

function emergencyButton({ id }: Card): Button {
  return button(ACTIONS.emergency, id, 'Emergency…')
}

function reviewButton({ id }: Card): Button {
  return button(ACTIONS.review, id, 'Reviewed', { style: 'primary' })
}

function cancelButton({ id }: Card): Button {
  const text = 'Only who asked for it can. Nothing is changed on the server, and nobody need decide any more.'
  const confirm = confirmation('Take this request back?', text, 'Take it back', 'Keep it')
  return button(ACTIONS.cancel, id, 'Cancel request', { confirm })
}
