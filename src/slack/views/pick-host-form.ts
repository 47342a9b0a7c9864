import type { ModalView, PlainTextOption } from '@slack/types'
import type { Host } from '../../inventory/model.ts'
import { ACTIONS, FIELDS, VIEWS } from '../ids.ts'
import { plain } from './text.ts'

/** What is done with the host that is picked. */
export type Deed = 'edit' | 'remove'

const TITLES: Readonly<Record<Deed, string>> = { edit: 'Change a host', remove: 'Remove a host' }

/** Asks which host is meant: whoever typed none picks it by a part of its name. */
export function pickHostForm(formId: string, deed: Deed): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.pickHost,
    private_metadata: formId,
    title: plain(TITLES[deed], 24),
    close: plain('Cancel', 24),
    submit: plain('Go on', 24),
    blocks: [
      {
        type: 'input',
        block_id: FIELDS.host,
        label: plain('Host'),
        dispatch_action: true,
        element: {
          type: 'external_select',
          action_id: ACTIONS.pickHost,
          placeholder: plain('A part of its name, address or MAC address', 150),
          min_query_length: 1,
        },
        hint: plain('The form opens as soon as you have picked one.'),
      },
    ],
  }
}

/** Slack takes so many characters in an option. */
const LONGEST = 75

/** A host as it can be picked; undefined where its name is too long for Slack. */
export function hostOption({ name, addresses, addresses6 }: Host): PlainTextOption | undefined {
  if (name.length > LONGEST) return undefined
  const [address] = [...addresses, ...addresses6]
  return { text: plain(address === undefined ? name : `${name} · ${address}`, LONGEST), value: name }
}
