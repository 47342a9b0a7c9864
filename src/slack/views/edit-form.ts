import type { ModalView } from '@slack/types'
import type { RequestEvent } from '../../request/events.ts'
import { samePerson } from '../../request/person.ts'
import {
  type Difference,
  differencesOf,
  type EditableChange,
  editableOf,
  type Field,
  type ProposedFields,
} from '../../request/proposed-fields.ts'
import { type Edit, type Request, requestName } from '../../request/request.ts'
import { FIELDS, VIEWS } from '../ids.ts'
import { askedText } from './change-text.ts'
import { type Message, say } from './message.ts'
import { escapeMrkdwn, mention, paragraph, plain, time } from './text.ts'
import { textField } from './text-field.ts'

/** The form with what a request proposes, to give some of it otherwise. @param formId all that Slack carries back */
export function editForm(
  formId: string,
  request: Request,
  { kind }: EditableChange,
  proposed: ProposedFields,
): ModalView {
  const isNew = kind === 'add'
  const field = (name: Field, hint?: string) =>
    textField(FIELDS[name], isNew ? TITLES[name] : `${TITLES[name]} from now on`, {
      placeholder: isNew ? TITLES[name] : 'As it is',
      initial: proposed[name],
      // What is proposed is never cut: what is saved would be another.
      maximum: Math.max([...proposed[name]].length, 300),
      optional: !isNew || name === 'comment',
      ...(hint !== undefined && { hint }),
    })
  return {
    type: 'modal',
    callback_id: VIEWS.editHost,
    private_metadata: formId,
    title: plain(`Edit ${requestName(request.id)}`, 24),
    submit: plain('Save', 24),
    close: plain('Go back', 24),
    blocks: [
      paragraph(
        `${askedText(request)}. Whoever saves this does not approve it: somebody else has to, and the approvals so far are void.`,
      ),
      field('name'),
      field('mac', 'Colons, dashes, dots or none: any notation.'),
      field('address', 'Several with commas between.'),
      field('comment'),
    ],
  }
}

/** On the card: who edited it and what, as long as nobody has approved the edited plan. */
export function editedText({ proposal }: Request, { by, at, was }: Edit): string {
  return `*Edited* by ${mention(by)} (${time(at)}).${linesOf(was, proposal.changes)}`
}

/** What the requester is told of an edit that is not theirs. @param what their request, in mrkdwn */
export function editedNotice(
  what: string,
  { requester }: Request,
  { by, was, proposal }: Extract<RequestEvent, { type: 'edited' }>,
): Message | undefined {
  if (samePerson(by, requester)) return undefined
  const text = `${what} was *edited* by ${mention(by)}, and waits for somebody else to approve it.${linesOf(was, proposal.changes)}`
  return say(text)
}

const TITLES: Readonly<Record<Field, string>> = {
  name: 'Host name',
  mac: 'MAC address',
  address: 'IP address',
  comment: 'Comment',
}

function linesOf(was: EditableChange, changes: Request['proposal']['changes']): string {
  const is = editableOf(changes)
  return is ? differencesOf(was, is).map(lineOf).join('') : ''
}

function lineOf({ field, before, after }: Difference): string {
  return `\n• ${TITLES[field]}: ${valueText(before)} → ${valueText(after)}`
}

function valueText(text: string): string {
  return text === '' ? 'as it is' : escapeMrkdwn(text)
}
